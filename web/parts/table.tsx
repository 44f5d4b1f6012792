import type { ComponentChildren } from 'preact';

export interface Column<R> {
  readonly title: string;
  readonly of: (row: R) => ComponentChildren;
}

interface TableProps<R> {
  readonly caption: string;
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  readonly keyOf: (row: R) => string;
}

/** Names, kinds and statuses in Chinese: a cell with less is not broken. */
const SHORT = 4;
const isShort = (content: ComponentChildren) => typeof content === 'string' && content.length <= SHORT;

function Cell({ title, content }: { readonly title: string; readonly content: ComponentChildren }) {
  return (
    <td data-title={title} class={isShort(content) ? 'short' : undefined}>
      {content}
    </td>
  );
}

/** A table at a desk and on paper; on a phone each row is a list of what its cells are called and say. */
export function Table<R>({ caption, columns, rows, keyOf }: TableProps<R>) {
  return (
    <table class="table">
      <caption>{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ title }) => (
            <th key={title} scope="col" class={isShort(title) ? 'short' : undefined}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map(({ title, of }) => (
              <Cell key={title} title={title} content={of(row)} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
