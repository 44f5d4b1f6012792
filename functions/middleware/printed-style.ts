/** How copies and case papers look on paper: black lines, in a type in which a usual sheet fits on one page. */
import { createHash } from 'node:crypto';
import { html } from '../../shared/mail/html.ts';

export const STYLE = html`<style>
@page {
  size: A4 portrait;
  margin: 10mm 8mm 9mm 14mm;
  @bottom-center { content: "第 " counter(page) " 页　共 " counter(pages) " 页"; font: 7.5pt SimSun, "Noto Serif CJK SC", serif }
}
@page copy { @bottom-center { content: none } }
* { box-sizing: border-box }
html { -webkit-text-size-adjust: 100% }
body { margin: 0; padding-right: 7mm; color: #000; background: #fff; font: 9.5pt/1.4 "Songti SC", SimSun, "Noto Serif CJK SC", "Source Han Serif SC", serif }
h1 { margin: 0.5mm 0 2mm; font-size: 17pt; line-height: 1.25; letter-spacing: 0.12em; text-align: center }
table { width: 100%; border-collapse: collapse; table-layout: fixed; border: 0 }
col.group { width: 6.5mm }
thead td { position: relative; padding: 0; border: 0 }
.qr { position: absolute; top: 0; right: 0; width: 16mm; height: 16mm }
.qr svg { width: 16mm; height: 16mm; fill: #000; stroke: none; shape-rendering: crispEdges }
tbody { border: 1.2pt solid #000 }
tbody th, tbody td { padding: 0.7mm 1.4mm; border: 0.5pt solid #000; vertical-align: middle; overflow-wrap: anywhere }
th { font-weight: 500; text-align: center; font-family: "Heiti SC", SimHei, "Noto Sans CJK SC", "Source Han Sans SC", sans-serif }
tbody th { background: #f3f3f3; -webkit-print-color-adjust: exact; print-color-adjust: exact }
tbody th.group { padding: 0.5mm; background: none; word-break: break-all; line-height: 1.3 }
td.middle { text-align: center }
.site { font-size: 11pt; letter-spacing: 0.2em; text-align: center }
.about { display: flex; justify-content: space-between; padding-bottom: 1mm }
.about b { font-weight: 600; letter-spacing: 0.04em }
.text { white-space: pre-wrap; text-align: justify; orphans: 2; widows: 2 }
.text::after { content: ""; display: block; clear: both }
.by { float: right; max-width: 100%; padding-left: 2em }
.whole { display: inline-block; max-width: 100%; margin-right: 1.2em }
.choice { display: inline-block; margin-right: 1.2em; white-space: nowrap }
.choice i { display: inline-block; width: 1.1em; height: 1.1em; margin-right: 0.3em; border: 0.5pt solid #000; font-style: normal; line-height: 1; text-align: center; vertical-align: -0.15em; overflow: hidden }
.signature { display: flex; align-items: center; gap: 1.5em; break-inside: avoid }
.signature span:last-child { flex: none }
.place { height: 9mm }
:lang(en) tbody th.group { writing-mode: vertical-rl; transform: rotate(180deg); word-break: normal }
:lang(en) h1 { letter-spacing: 0.02em }
svg { height: 12mm; max-width: 60mm; fill: none; stroke: #000; stroke-width: 1.3px; stroke-linecap: round; stroke-linejoin: round }
code { font: 8.5pt/1.4 "DejaVu Sans Mono", Menlo, Consolas, monospace }
.broken { font-weight: 700 }
aside { position: fixed; top: 30mm; right: 0; writing-mode: vertical-rl; font-size: 9pt; letter-spacing: 0.25em; white-space: nowrap }
.copy { position: relative; page: copy; break-after: page }
.copy:last-child { break-after: auto }
.copy aside { position: absolute; top: 20mm; right: -7mm }
footer { padding-top: 1mm; font-size: 7.5pt; text-align: right }
footer.link { text-align: left; overflow-wrap: anywhere }
.ample { font-size: 13pt; line-height: 1.42 }
.ample tbody th, .ample tbody td { padding: 1.9mm 2mm }
.roomy { font-size: 11.3pt; line-height: 1.4 }
.roomy tbody th, .roomy tbody td { padding: 1.2mm 1.7mm }
.ample col.group, .roomy col.group { width: 8mm }
.ample tbody th.group, .roomy tbody th.group { padding: 0.5mm }
.ample .place, .roomy .place { height: 12mm }
.place.seal { height: 20mm }
.medium { font-size: 8.5pt; line-height: 1.3 }
.medium tbody th, .medium tbody td { padding: 0.4mm 1.2mm }
.small { font-size: 7.5pt; line-height: 1.25 }
.small tbody th, .small tbody td { padding: 0.3mm 1mm }
.medium .signature svg, .small .signature svg { height: 9mm }
@media print {
  .fills main { display: flex; flex-direction: column; height: 268mm }
  .fills main table { flex: 1 }
  .fills thead tr { height: 20mm }
}
@media screen {
  body { position: relative; width: 210mm; max-width: 100%; margin: 0 auto; padding: 10mm 15mm 9mm 14mm }
  aside { position: absolute; top: 40mm; right: 8mm }
  .copy { padding-bottom: 10mm }
}
@media screen and (max-width: 640px) {
  body { padding: 4mm }
  body, .ample, .roomy, .medium, .small { font-size: 16px; line-height: 1.5 }
  aside, .copy aside { position: static; margin-bottom: 2mm; writing-mode: horizontal-tb; text-align: right }
  h1 { font-size: 21px; letter-spacing: 0.04em }
  table, thead, tbody, tr, tbody th, tbody td { display: block; width: auto }
  colgroup { display: none }
  thead td { display: block }
  .qr { position: static; margin: 0 auto 2mm }
  .about { flex-wrap: wrap; gap: 1mm 5mm }
  tbody { margin-top: 4mm; border-width: 1px; border-radius: 2mm; overflow: hidden }
  tbody th, tbody td, tbody th.group { padding: 1.5mm 3mm; border: 0; text-align: left }
  tbody th.group, :lang(en) tbody th.group { writing-mode: horizontal-tb; transform: none; background: #000; color: #fff }
  tbody th { padding-bottom: 0; background: none; font-size: 14px; color: #444 }
  tbody td { border-bottom: 1px solid #ddd }
  td.middle { text-align: left }
  .by { float: none; display: block; padding-left: 0 }
  .signature { flex-wrap: wrap; gap: 1mm 1.5em }
  footer { text-align: left; font-size: 13px }
}
</style>`;

/** By which a page's policy (CSP) knows this style and lets it in, where it prints what has it. */
export const STYLE_SOURCE = `'sha256-${createHash('sha256')
  .update(STYLE.toString().replace(/^<style>|<\/style>$/g, ''))
  .digest('base64')}'`;
