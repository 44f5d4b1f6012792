/** Prints a page that the API made, as it is: in a frame that can run nothing, and with its own style alone. */

const LEFT_MS = 60_000;

/** @param html a whole document, such as a sheet's copies */
export function printDocument(html: string): void {
  const frame = document.createElement('iframe');
  frame.className = 'unseen';
  frame.title = document.title;
  frame.setAttribute('aria-hidden', 'true');
  frame.tabIndex = -1;
  frame.onload = () => {
    const inside = frame.contentWindow;
    if (inside === null) return frame.remove();
    const remove = () => frame.remove();
    inside.addEventListener('afterprint', remove, { once: true });
    // A browser that tells nothing of what became of the printing.
    setTimeout(remove, LEFT_MS);
    inside.focus();
    inside.print();
  };
  frame.srcdoc = html;
  document.body.append(frame);
}
