/** How the console looks on this device: light or dark, and large for whoever reads better so (长辈版). */
export const SCHEMES = ['system', 'light', 'dark'] as const;
export type Scheme = (typeof SCHEMES)[number];

export interface Appearance {
  readonly scheme: Scheme;
  readonly large: boolean;
}

const KEPT = 'shoujie.appearance';
const dark = matchMedia('(prefers-color-scheme: dark)');
let shown: Appearance = { scheme: 'system', large: false };

export function keptAppearance(): Appearance {
  const [scheme, size] = (localStorage.getItem(KEPT) ?? '').split(' ');
  return { scheme: SCHEMES.find((each) => each === scheme) ?? 'system', large: size === 'large' };
}

export function applyAppearance(appearance: Appearance): void {
  shown = appearance;
  const { scheme, large } = appearance;
  const isDark = scheme === 'dark' || (scheme === 'system' && dark.matches);
  document.documentElement.dataset.scheme = isDark ? 'dark' : 'light';
  document.documentElement.dataset.size = large ? 'large' : 'usual';
  localStorage.setItem(KEPT, `${scheme} ${large ? 'large' : 'usual'}`);
}

dark.addEventListener('change', () => applyAppearance(shown));
