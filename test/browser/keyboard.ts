/**
 * The keyboard alone, wherever a test would press with a pointer: it walks to what is pressed by Tab or Shift+Tab, and
 * fails where that is not reached, where a stop on the way is not marked or lies hidden, and where a step loses the focus.
 */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Whether this run is one by the keyboard alone. */
export const BY_KEYBOARD = process.env.HANDS === 'keyboard';

/** What is done with a control, as a pointer does it. */
type Hands = Pick<Locator, 'click' | 'check' | 'uncheck' | 'fill' | 'selectOption' | 'setInputFiles'>;

/** Where the walk is, and which way what it goes to lies. */
interface Stop {
  readonly isThere: boolean;
  readonly isBefore: boolean;
  /** Nothing has the focus. */
  readonly isNowhere: boolean;
  /** When its document was opened, so that one that is new is told from one that lost the focus. */
  readonly since: number;
  /** As many stops as a round may have. */
  readonly most: number;
  /** What it is, and what is wrong with it. */
  readonly what: string;
  readonly fault?: string | undefined;
}

/** In the browser: looks at what has the focus. @param aim what is walked to, or a text in it; of the document itself, that is nowhere */
function stopOn(aim: Element): Stop {
  const CONTROLS = 'a[href], button, summary, input, select, textarea, [tabindex], audio';
  const POINTS = [0.1, 0.5, 0.9];
  const near = aim.closest(CONTROLS) ?? aim.closest('label')?.control;
  if (!near && aim !== document.documentElement)
    throw new Error(`no key reaches ${aim.outerHTML.slice(0, 200)}`);
  const at = document.activeElement ?? document.body;
  const isNowhere = at === document.body;
  const isRadioOf = (one: Element, other: Element) =>
    one instanceof HTMLInputElement &&
    other instanceof HTMLInputElement &&
    one.type === 'radio' &&
    one.name === other.name &&
    one.form === other.form;
  const isMarked = (element: Element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1;
  };
  /** Of what is drawn by what is around it, that is what is looked at. */
  const seen = at.matches('input[type=file]') ? (at.parentElement ?? at) : at;
  const isShown = () => {
    const box = seen.getClientRects()[0];
    if (box === undefined) return false;
    const hits = POINTS.flatMap((across) => POINTS.map((down) => [across, down] as const)).filter(
      ([across, down]) => {
        const hit = document.elementFromPoint(box.x + box.width * across, box.y + box.height * down);
        return hit !== null && (seen.contains(hit) || hit.contains(seen));
      },
    );
    return hits.length >= POINTS.length;
  };
  const isStop = !isNowhere && at instanceof HTMLElement && at.tabIndex >= 0;
  const fault = !isStop
    ? undefined
    : !isMarked(seen)
      ? 'is not marked'
      : !isShown()
        ? 'is hidden'
        : undefined;
  return {
    isThere: near ? at === near || isRadioOf(at, near) : isNowhere,
    isBefore:
      near != null &&
      !isNowhere &&
      (at.compareDocumentPosition(near) & Node.DOCUMENT_POSITION_PRECEDING) !== 0,
    isNowhere,
    since: performance.timeOrigin,
    most: 40 + 2 * document.querySelectorAll(CONTROLS).length,
    what: seen.outerHTML.slice(0, 160),
    fault,
  };
}

/** Which document of a page was walked in last. */
const walked = new WeakMap<Page, number>();

/** What a page does once it is shown, it has done. */
const settled = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))),
  );

/** Walks to it. @throws Error where a round does not come there, or a stop is at fault */
async function reach(target: Locator): Promise<Page> {
  const page = target.page();
  await target.and(page.locator(':not(:disabled)')).waitFor();
  await settled(page);
  let stop = await target.evaluate(stopOn);
  if (stop.isNowhere && walked.get(page) === stop.since)
    throw new Error(`the focus was lost before ${target}`);
  walked.set(page, stop.since);
  const way: string[] = [];
  while (!stop.isThere) {
    if (way.length > stop.most) throw new Error(`${target} is not reached by way of ${way.join('\n')}`);
    await page.keyboard.press(stop.isBefore ? 'Shift+Tab' : 'Tab');
    stop = await target.evaluate(stopOn);
    if (stop.fault !== undefined) throw new Error(`on the way to ${target} ${stop.what} ${stop.fault}`);
    way.push(stop.what);
  }
  return page;
}

/** Goes once through all that a key reaches on a page. @returns each stop that is at fault, and how */
export async function faultsOnTheWay(page: Page): Promise<readonly string[]> {
  const root = page.locator('html');
  const faults: string[] = [];
  await settled(page);
  let left = (await root.evaluate(stopOn)).most;
  for (let isRound = false; !isRound; left -= 1) {
    if (left === 0) throw new Error('the keyboard does not come round');
    await page.keyboard.press('Tab');
    const stop = await root.evaluate(stopOn);
    if (stop.fault !== undefined) faults.push(`${stop.what} ${stop.fault}`);
    isRound = stop.isThere;
  }
  return faults;
}

const isOn = (target: Locator) => target.evaluate((node) => node === document.activeElement);

/** Day and time are typed part by part, in the order of the browser's language (en-US). */
async function typeTime(page: Page, target: Locator, text: string): Promise<void> {
  // From whichever part was reached to the first.
  while (await isOn(target)) await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  const [day = '', time] = text.split('T');
  const [year = '', month = '', date = ''] = day.split('-');
  await page.keyboard.type(`${month}${date}${year}`);
  if (time === undefined) return;
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  await page.keyboard.press('ArrowRight');
  const twelve = String(hour % 12 === 0 ? 12 : hour % 12).padStart(2, '0');
  await page.keyboard.type(`${twelve}${String(minute).padStart(2, '0')}${hour < 12 ? 'A' : 'P'}`);
}

/** Moves in a list or a group until it is there. @param way how many to go, below zero backwards */
async function goOn(page: Page, way: () => Promise<number>): Promise<void> {
  for (let left = await way(), most = 2 * Math.abs(left) + 10; left !== 0; left = await way(), most -= 1) {
    if (most === 0) throw new Error('the arrow keys do not lead there');
    await page.keyboard.press(left < 0 ? 'ArrowUp' : 'ArrowDown');
  }
}

const HANDS: Hands & ThisType<Locator> = {
  async click() {
    const page = await reach(this);
    const kind = await this.evaluate((node) =>
      node instanceof HTMLInputElement ? node.type : node.localName,
    );
    if (kind !== 'text' && kind !== 'textarea')
      await page.keyboard.press(kind === 'checkbox' ? 'Space' : 'Enter');
  },
  async check() {
    const page = await reach(this);
    const isRadio = await this.evaluate((node) => node instanceof HTMLInputElement && node.type === 'radio');
    if (isRadio)
      await goOn(page, () =>
        this.evaluate((node) => {
          const radios = [...document.querySelectorAll<HTMLInputElement>('input[type=radio]')];
          const group: readonly (Element | null)[] = radios.filter(
            (each) => node instanceof HTMLInputElement && each.name === node.name && each.form === node.form,
          );
          return group.indexOf(node) - group.indexOf(document.activeElement);
        }),
      );
    if (!(await this.isChecked())) await page.keyboard.press('Space');
    await expect.poll(() => this.isChecked()).toBe(true);
  },
  async uncheck() {
    const page = await reach(this);
    if (await this.isChecked()) await page.keyboard.press('Space');
    await expect.poll(() => this.isChecked()).toBe(false);
  },
  async fill(text) {
    const page = await reach(this);
    const kind = await this.getAttribute('type');
    if (kind === 'date' || kind === 'datetime-local') await typeTime(page, this, text);
    else {
      await page.keyboard.press('Control+A');
      if (text === '') await page.keyboard.press('Delete');
      else await page.keyboard.type(text);
    }
    await expect.poll(() => this.inputValue()).toBe(text);
  },
  async selectOption(choice) {
    const page = await reach(this);
    const wanted =
      typeof choice === 'string' ? choice : choice !== null && 'label' in choice ? choice.label : undefined;
    if (wanted === undefined) throw new Error('say which by its label or value');
    await goOn(page, () =>
      this.evaluate((node, said) => {
        if (!(node instanceof HTMLSelectElement)) throw new Error('nothing to select from');
        const options = [...node.options];
        const place = options.findIndex(({ value, label }) => label.trim() === said || value === said);
        if (place < 0) throw new Error(`no ${said} among ${options.map(({ label }) => label).join()}`);
        return place - node.selectedIndex;
      }, wanted),
    );
    return [await this.inputValue()];
  },
  async setInputFiles(files) {
    // Asked for before the walk: a page may hear of a key before it hears that somebody waits for what is chosen.
    const press = async () => (await reach(this)).keyboard.press('Enter');
    const [chooser] = await Promise.all([this.page().waitForEvent('filechooser'), press()]);
    await chooser.setFiles(files);
  },
};

/** From now on every page of this process is used by the keyboard alone; only what is drawn is drawn by a pointer. */
export function useKeyboardAlone(page: Page): void {
  Object.assign(Object.getPrototypeOf(page.locator('html')), HANDS);
}
