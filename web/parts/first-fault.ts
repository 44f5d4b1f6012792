/** Leads whoever sent a form that is not whole to its first fault, once that is on the screen. */
export function goToFirstFault(form: HTMLElement | null): void {
  requestAnimationFrame(() => {
    const faulty =
      form?.querySelector<HTMLElement>('[aria-invalid="true"]') ??
      form?.querySelector('.field .wrong')?.closest('.field')?.querySelector<HTMLElement>('input');
    faulty?.focus();
  });
}
