/** One printable copy of a sheet (B4a): the form of the 业主（住户）服务登记会签单, on A4. */

import { localTime } from '../../../shared/domain/kernel/local-time.ts';
import type { Directory } from '../../../shared/domain/model/directory.ts';
import {
  eventFor,
  isResidentHidden,
  type Reader,
  redactFor,
} from '../../../shared/domain/sheets/anonymity.ts';
import { COPY_ROWS, type Copy } from '../../../shared/domain/sheets/copies.ts';
import { html, type Markup } from '../../../shared/mail/html.ts';
import type { WithLedger } from '../../../shared/store/sheets/sheets.ts';
import { COPY_WORDS, STATUS_WORDS } from '../../../shared/words/sheet-words.ts';
import { STYLE } from '../../middleware/printed-style.ts';
import { closingPart } from './closing-part.ts';
import { field, group, pair } from './form.ts';
import { handlingPart } from './handling-part.ts';
import { namesOnPaper } from './names.ts';
import type { OnPaper } from './on-paper.ts';
import { qrCode } from './qr-code.ts';
import { requestPart } from './request-part.ts';
import { typeFor } from './type-size.ts';

const TITLE = '业主（住户）服务登记会签单';

/** A sheet's ledger, and whether it was found to be whole; only a copy that is sealed says so. */
export interface VerifiedLedger extends Pick<WithLedger, 'head' | 'entries'> {
  readonly intact: boolean;
}

/** Whose a copy is, and where its QR code leads. */
export interface CopyFor {
  readonly holder: Reader;
  /** The resident's link, or where the sheet is read with a login. */
  readonly address: string;
  readonly isLink: boolean;
}

/** What is printed of one copy. */
export interface Printed extends CopyFor {
  readonly copy: Copy;
  readonly found: VerifiedLedger;
}

/**
 * A copy as a whole HTML document in Chinese, without script or anything from outside.
 *
 * Takes which copy it is, the sheet with its ledger, the directory of the sheet's site, and whose it is. Times are the site's. Says nothing about who may have it: see `holds`.
 */
export function copyPage(copy: Copy, found: VerifiedLedger, directory: Directory, of: CopyFor): string {
  const { type, content, called } = oneCopy({ copy, found, ...of }, directory);
  return documentOf(`${found.head.sheet.number} ${called}`, type, content);
}

/** Several copies of a sheet as one document, each on a page of its own. */
export function copiesPage(copies: readonly Printed[], directory: Directory): string {
  const [first] = copies;
  const pages = copies.map((each) => {
    const { type, content } = oneCopy(each, directory);
    return html`<section class="copy ${type}">${content}</section>
`;
  });
  return documentOf(first?.found.head.sheet.number ?? '', 'copies', html`${pages}`);
}

const documentOf = (title: string, type: string, content: Markup): string =>
  html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${TITLE} ${title}</title>
${STYLE}
</head>
<body class="${type}">
${content}
</body>
</html>
`.toString();

/** A copy, the type that it is set in, and what it is called. */
function oneCopy({ copy, found, holder: reader, address, isLink }: Printed, directory: Directory) {
  const { head } = found;
  const sheet = redactFor(reader, head.sheet, directory);
  const entries = found.entries.map((written) => eventFor(reader, written, head.sheet, directory));
  const { internal, sealed } = COPY_ROWS[copy];
  const called = COPY_WORDS[copy]['zh-CN'];
  const { site } = directory;
  const paper: OnPaper = {
    sheet,
    entries,
    names: namesOnPaper(directory, entries),
    time: (at) => localTime(at, site.timeZone),
    internal,
    isAnonymous: isResidentHidden(reader, head.sheet, directory),
  };
  const rows = [
    ...requestPart(paper),
    ...handlingPart(paper),
    ...closingPart(paper),
    ...(sealed ? [seal(found, paper)] : []),
  ];
  const content = html`<aside>${called}</aside>
<main>
<table>
<colgroup><col class="group"><col span="12"></colgroup>
${heading(paper, site.zh, address)}
${rows}
</table>
${isLink ? html`<footer class="link">扫描右上角二维码或打开 <b>${address}</b> ，无需登录即可查看进度、补签、催办、评价、提出异议。</footer>` : undefined}
<footer>时间均为当地时间（${site.timeZone}）。本联据记录第 ${sheet.version} 版打印，最近更新 ${paper.time(sheet.updatedAt)}。</footer>
</main>`;
  return { type: typeFor(rows), content, called };
}

/** The head of the form, repeated on every page, so that pages which are parted can be told to belong together. */
function heading({ sheet, time }: OnPaper, site: string, address: string): Markup {
  return html`<thead><tr><td colspan="13">
<div class="qr">${qrCode(address)}</div>
<div class="site">${site}</div>
<h1>${TITLE}</h1>
<div class="about"><span>登记时间：${time(sheet.openedAt)}</span><span>状态：${STATUS_WORDS[sheet.status]['zh-CN']}</span><span>编号：<b>${sheet.number}</b></span></div>
</td></tr></thead>`;
}

/** Who filed the archive's copy and when, and what ties it to the ledger: its last hash, and whether all of it still fits together. */
function seal(
  { head: { hash }, entries, intact }: VerifiedLedger,
  { names, time, ...paper }: OnPaper,
): Markup {
  const found = intact ? `完整，共 ${entries.length} 条` : `不完整，请勿归档，共 ${entries.length} 条`;
  const filed = paper.entries.findLast(({ step }) => step === 'archive');
  const by = filed?.actor?.role === 'system' ? '系统（到期自动归档）' : filed && names.signer(filed.actor);
  return group('归档', [
    pair('归档人', by, '归档时间', filed && time(filed.at)),
    field('记录校验', html`<span class="${intact ? 'intact' : 'broken'}">${found}</span>`),
    field('末条哈希', html`<code>${hash}</code>`),
  ]);
}
