/** How a letter looks: one calm column, by light and by dark. No image, no font of its own, nothing that is fetched. */
import { html } from './html.ts';

export const STYLE = html`<style>
:root { color-scheme: light dark; }
body { margin: 0; padding: 24px 12px; background: #eef1f0; color: #1b2421; font: 16px/1.6 -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; -webkit-text-size-adjust: 100%; }
.letter { max-width: 600px; margin: 0 auto; padding: 28px 28px 20px; background: #ffffff; border-radius: 10px; }
.site { margin: 0 0 22px; padding: 0 0 14px; border-bottom: 1px solid #dfe5e3; color: #0b6352; font-size: 18px; font-weight: 600; }
p { margin: 0 0 6px; }
.small { color: #5a6763; font-size: 14px; }
.foot { margin: 22px 0 0; padding: 14px 0 0; border-top: 1px solid #dfe5e3; font-size: 13px; }
.notice { margin: 22px 0 0; padding: 2px 0 2px 16px; border-left: 3px solid #0b6352; }
.late { border-left-color: #b3261e; }
.near { border-left-color: #9a5b00; }
h2 { margin: 0 0 10px; font-size: 18px; line-height: 1.4; font-weight: 600; }
.late h2 { color: #b3261e; }
.near h2 { color: #8a5200; }
table { width: 100%; border-collapse: collapse; }
td { padding: 3px 0; vertical-align: top; font-size: 15px; overflow-wrap: anywhere; }
.label { color: #5a6763; font-size: 14px; }
td.label { width: 6em; padding-right: 12px; line-height: 24px; overflow-wrap: normal; }
p.label { margin: 6px 0 4px; }
.said { margin: 0; padding: 0 0 0 12px; border-left: 3px solid #dfe5e3; font-size: 15px; overflow-wrap: anywhere; }
.todo { margin: 14px 0 0; padding: 10px 14px; background: #e7f3ef; border-radius: 6px; }
.open { margin: 14px 0 6px; }
.open a { display: inline-block; padding: 9px 24px; background: #0b6352; border-radius: 6px; color: #ffffff; font-weight: 600; text-decoration: none; }
@media (max-width: 480px) {
body { padding: 0; }
.letter { padding: 22px 18px 18px; border-radius: 0; }
.open a { display: block; text-align: center; }
}
@media (prefers-color-scheme: dark) {
body { background: #121716; color: #e3e9e7; }
.letter { background: #1b2220; }
.site, .foot { border-color: #323c39; }
.site { color: #7fd1bd; }
.small, .label { color: #9caaa5; }
.said { border-left-color: #3d4945; }
.todo { background: #213a34; }
.notice { border-left-color: #7fd1bd; }
.late { border-left-color: #ff8f85; }
.near { border-left-color: #f0b65a; }
.late h2 { color: #ff9d94; }
.near h2 { color: #f3c06e; }
.open a { background: #7fd1bd; color: #0c211c; }
}
</style>`;
