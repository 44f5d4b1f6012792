/** The forms of the page behind a resident's link: hidden until its script is there, which sends them. */
import type { LinkedView } from '../../shared/contract/sheets/link-view.ts';
import type { Language } from '../../shared/domain/model/directory.ts';
import type { LinkStep } from '../../shared/domain/sheets/link-steps.ts';
import { html, type Markup } from '../../shared/mail/html.ts';
import { capital } from '../../shared/words/said.ts';
import { LINK_STEP_WORDS } from '../../shared/words/sheet-words.ts';
import { FORM_WORDS } from './form-words.ts';

const MARKS = [1, 2, 3, 4, 5];

/** What may be signed now, each step behind its name; and for each what is said once it was signed. */
export function linkForms(view: LinkedView, language: Language): Markup {
  const words = FORM_WORDS[language];
  const { may, site, data } = view;
  return html`<div hidden data-with-script>
${Object.entries(words.done).map(
  ([step, text]) => html`<p class="done" role="status" hidden data-done="${step}">${text}</p>
`,
)}${may.map(
  (step) => html`<details${step === may[0] && step !== 'withdraw' ? html` open` : undefined}>
<summary>${capital(LINK_STEP_WORDS[step][language])}</summary>
<form data-step="${step}" data-name="${data.resident.name}" data-zone="${site.timeZone}" data-again="${words.again}" novalidate>
<p>${words.effects[step]}</p>
${fieldsOf(step, view, language)}<p class="bad" role="alert" hidden data-unanswered>${words.unanswered}</p>
<p class="bad" role="alert" hidden data-refused>${words.refused} <span data-why></span> <a href="">${words.fresh}</a></p>
<p role="status" hidden data-sending>${words.sending}</p>
<button type="submit" class="main">${words.send}</button>
</form>
</details>
`,
)}</div>
`;
}

function fieldsOf(step: LinkStep, { data }: LinkedView, language: Language): Markup {
  const words = FORM_WORDS[language];
  const missing = (name: string) =>
    html`<span id="${step}-${name}-missing" class="bad" hidden data-missing>${words.missing}</span>`;
  const text = (name: string, label: string, isNeeded = true) => {
    const id = `${step}-${name}`;
    const asked = isNeeded ? html` data-needs="${name}"` : undefined;
    return html`<p${asked}><label for="${id}">${label}</label>
<textarea id="${id}" name="${name}" rows="3" maxlength="4000"></textarea>${missing(name)}</p>
`;
  };
  const mark = (name: string, label: string, isNeeded: boolean) => {
    const asked = isNeeded ? html` data-needs="${name}"` : undefined;
    return html`<fieldset${asked}><legend>${label}</legend>
${MARKS.map(
  (
    each,
  ) => html`<label class="mark"><input type="radio" name="${name}" value="${each}"> ${words.marks[each - 1]}</label>
`,
)}${missing(name)}</fieldset>
`;
  };
  switch (step) {
    case 'urge':
      return text('message', words.message);
    case 'object':
    case 'withdraw':
      return text('reason', words.reason);
    case 'rate':
      return html`${mark('satisfaction', words.satisfaction, true)}${mark('attitude', words.attitude, false)}${text('feedback', words.feedback, false)}`;
    case 'countersign':
      return html`<fieldset data-needs="path" tabindex="-1"><legend>${words.drawn(data.resident.name)}</legend>
<svg viewBox="0 0 320 120" role="img" aria-label="${words.draw}"><path d=""/></svg>
<input type="hidden" name="path"><p><button type="button" data-clear>${words.clear}</button></p>${missing('path')}</fieldset>
<details><summary class="small">${words.behalf}</summary>
<p><label for="signer">${words.signer}</label><input id="signer" name="signer" maxlength="100"></p>
<p><label for="relation">${words.relation}</label><input id="relation" name="relation" maxlength="100"></p>
</details>
`;
    default: {
      const never: never = step;
      return never;
    }
  }
}
