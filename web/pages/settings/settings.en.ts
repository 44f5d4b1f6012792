import type { zh } from './settings.zh.ts';

export const en: typeof zh = {
  title: 'Settings',
  language: 'Language',
  languages: { 'zh-CN': '中文', en: 'English' },
  size: 'Size',
  large: 'Large: large type, large buttons',
  follows: 'Language and size go with you to every device on which you log in.',
  device: 'This device',
  mineHint: 'Only on a phone of your own. When you log out nothing of yours stays on this device.',
  mail: 'Mail',
  undeliverable: (mail, time) =>
    `Since ${time} letters to ${mail} do not arrive, and no more are sent. Please tell the administration or customer service your new address.`,
  data: 'My data',
  dataHint: 'Everything that is kept of you, your sheets among it, as one file.',
  download: 'Download my data',
  gathering: 'Gathering…',
  leave: 'Log out',
};
