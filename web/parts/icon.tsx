/** The few icons, one family: drawn on 24 by 24 in lines of one width. They say nothing that words beside them do not. */
const PATHS = {
  late: 'M12 4v9 M12 17.5v.5',
  soon: 'M12 3a9 9 0 1 0 9 9 M12 7v5l3 3',
  left: 'M12 3a9 9 0 1 0 .01 0',
  done: 'M5 12.5l4.5 4.5L19 7.5',
  person: 'M12 4a4 4 0 1 0 .01 0 M4.5 20c1-4 4-5.5 7.5-5.5s6.5 1.5 7.5 5.5',
  call: 'M6 3.5l3.5 1 1 4-2.2 2a12 12 0 0 0 5.2 5.2l2-2.2 4 1 1 3.5c-1 1.8-2.5 2.5-4.5 2C10.500 18.500 5.500 13.500 4 8c-.5-2 .2-3.500 2-4.500',
  work: 'M5 6.5h14 M5 12h14 M5 17.5h9',
  add: 'M12 5v14 M5 12h14',
  more: 'M6 12h.01 M12 12h.01 M18 12h.01',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
