export const zh = {
  title: '设置',
  language: '语言',
  languages: { 'zh-CN': '中文', en: 'English' },
  size: '字号',
  large: '长辈版：大字、大按钮',
  follows: '语言和字号跟着您走，换一台设备登录也一样。',
  device: '这台设备',
  mineHint: '只在您自己的手机上勾选。退出登录后，这台设备上不留下您的任何内容。',
  mail: '电子邮箱',
  undeliverable: (mail: string, time: string) =>
    `从 ${time} 起，寄往 ${mail} 的邮件无法送达，已停止发送。请告诉行政人员或客服部您的新邮箱。`,
  data: '我的资料',
  dataHint: '您在本系统中的全部资料和会签单，存成一个文件。',
  download: '下载我的资料',
  gathering: '正在汇总…',
  leave: '退出登录',
};
