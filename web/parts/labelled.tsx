import type { ComponentChildren } from 'preact';
import { useWords } from '../words/words.ts';

/** What the control of a label bears, so that whoever hears the page hears what belongs to it. */
export interface Control {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean;
  readonly required: boolean;
}

interface LabelledProps {
  /** Its name among the fields of the page. */
  readonly name: string;
  readonly label: string;
  readonly required?: boolean;
  readonly hint?: string | undefined;
  /** What is wrong with it. */
  readonly wrong?: string | undefined;
  /** How it is laid out, such as `tick`. */
  readonly look?: string;
  /** Of several controls that are one answer together. */
  readonly isGroup?: boolean;
  readonly children: (control: Control) => ComponentChildren;
}

/** One thing that a form asks for: its label, what it is good for, the control, and below it what is wrong with it. */
export function Labelled({
  name,
  label,
  required = false,
  hint,
  wrong,
  look = '',
  isGroup = false,
  children,
}: LabelledProps) {
  const { words } = useWords();
  const id = `field-${name}`;
  const [hintId, wrongId] = [hint && `hint-${name}`, wrong && `wrong-${name}`];
  const described = [hintId, wrongId].filter(Boolean).join(' ') || undefined;
  const inside = (
    <>
      {hint !== undefined && (
        <span id={hintId} class="dim">
          {hint}
        </span>
      )}
      {children({ id, 'aria-describedby': described, 'aria-invalid': wrong !== undefined, required })}
      {wrong !== undefined && (
        <span id={wrongId} class="wrong">
          {wrong}
        </span>
      )}
    </>
  );
  const said = `${label}${required ? '' : words.optional}`;
  if (isGroup)
    return (
      <fieldset class={`field ${look}`} aria-describedby={described}>
        <legend>{said}</legend>
        {inside}
      </fieldset>
    );
  return (
    <div class={`field ${look}`}>
      <label for={id}>{said}</label>
      {inside}
    </div>
  );
}
