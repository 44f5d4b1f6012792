/** What a user pool writes to people. It knows one text for all of them, so each is in Chinese first and in English below. */

/** For how long the first password of an invitation is good. */
export const INVITATION_DAYS = 7;
export const SHORTEST_PASSWORD = 12;

interface PoolLetter {
  readonly emailSubject: string;
  readonly emailBody: string;
}

interface Invitation {
  /** Where people open the product. */
  readonly url: string;
  readonly secondFactor: 'required' | 'optional';
}

const both = (zh: readonly string[], en: readonly string[]) =>
  [...zh.map((each) => `<p>${each}</p>`), '<hr>', ...en.map((each) => `<p lang="en">${each}</p>`)].join('\n');

/** The letter with which an account begins; Cognito puts the user name and the first password in. */
export function invitation({ url, secondFactor }: Invitation): PoolLetter {
  const link = `<a href="${url}">${url}</a>`;
  const isAsked = secondFactor === 'required';
  return {
    emailSubject: '首接：您的登录账号 · Shoujie: your account',
    emailBody: both(
      [
        '您好！您的“首接”账号已开通。',
        `登录地址：${link}<br>用户名：{username}<br>初始密码：{####}`,
        `初始密码 ${INVITATION_DAYS} 天内有效。首次登录时请改为您自己的密码（至少 ${SHORTEST_PASSWORD} 位，须有大写字母、小写字母、数字和符号）${
          isAsked ? '，并按提示用手机上的身份验证器应用扫码；此后每次登录都要输入其中的六位数字' : ''
        }。逾期未登录，请联系物业中心重新发送。`,
        '请勿将密码告诉任何人，工作人员也不会向您索要。如果您不清楚这封邮件的来由，请勿登录，并告知物业中心。',
      ],
      [
        'Hello! Your account at Shoujie is ready.',
        `Log in at: ${link}<br>User name: {username}<br>First password: {####}`,
        `The first password is good for ${INVITATION_DAYS} days. When you first log in, choose one of your own (at least ${SHORTEST_PASSWORD} characters, with a capital and a small letter, a digit and a symbol)${
          isAsked
            ? ', and scan the code that is shown with an authenticator app on your phone; from then on each login asks for its six digits'
            : ''
        }. If it is too late, ask the office to send it again.`,
        'Tell nobody your password; nobody of the office will ask for it. If you did not expect this letter, do not log in, and tell the office.',
      ],
    ),
  };
}

/** The letter with a code, for whoever forgot their password or has another address to prove. */
export const codeLetter: PoolLetter = {
  emailSubject: '首接：您的验证码 · Shoujie: your code',
  emailBody: both(
    ['您的“首接”验证码是 {####}。', '如果不是您本人在操作，请不要理会这封邮件，也不要把验证码告诉任何人。'],
    [
      'Your code for Shoujie is {####}.',
      'If it was not you who asked for it, leave this letter alone, and tell nobody the code.',
    ],
  ),
};
