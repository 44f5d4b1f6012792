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
  camera: 'M4 7.5h3.5l1.5-2.5h6l1.5 2.5H20v11.5H4z M12 10a3.5 3.5 0 1 0 .01 0',
  voice:
    'M12 3.5a2.8 2.8 0 0 1 2.8 2.8v5a2.8 2.8 0 0 1-5.6 0v-5A2.8 2.8 0 0 1 12 3.5 M6 11.5a6 6 0 0 0 12 0 M12 17.5v3',
  paper: 'M6.5 3.5h7l4 4v13h-11z M13 3.5v4.5h4.5',
  sheets: 'M6 3.5h12v17H6z M9 8.5h6 M9 12.5h6 M9 16.5h3',
  print: 'M7 9V4h10v5 M7 17H4V9h16v8h-3 M7 14h10v6H7z',
  month: 'M5 19.5h14 M7.500 16.500v-4 M12 16.500v-9 M16.500 16.500v-6.500',
  case: 'M12 4v16 M6 7.500h12 M3.500 13.500l2.500-6 2.500 6z M15.500 13.500l2.500-6 2.500 6z M8.500 20h7',
  people:
    'M9 5a3 3 0 1 0 .01 0 M3 19c.5-4 3-5 6-5s5.500 1 6 5 M16 6.500a2.500 2.500 0 1 1 0 5 M17.500 14.500c2 .5 3.200 2 3.500 4.500',
  wall: 'M4 5.500h16v11H4z M9 20h6 M12 16.500v3.500',
  bell: 'M6.500 16.500v-5.500a5.500 5.500 0 0 1 11 0v5.500l1.500 1.500h-14z M10.500 20.500h3',
  more: 'M5.500 11a1 1 0 1 0 .01 0 M12 11a1 1 0 1 0 .01 0 M18.500 11a1 1 0 1 0 .01 0',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
