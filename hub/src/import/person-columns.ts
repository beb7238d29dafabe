/** Headers that announce data of a person. Compared without blanks, in lower case; a part of a header is enough. */
const PERSON_WORDS = [
  '姓名', '身份证', '证件号', '证件类型', '手机', '电话', '联系方式', '住址', '家庭地址', '户籍地', '出生', '性别', '民族', '年龄', '人脸', '照片',
  '车牌', '当事人', '申请人', '被申请人', '报案人', '举报人', '上报人', '联系人', '负责人姓名', '网格员姓名', '调解员', '嫌疑人', '受害人', '户主', '微信', '邮箱',
  'personname', 'fullname', 'realname', 'idcard', 'idnumber', 'identitynumber', 'mobile', 'phone', 'telephone', 'homeaddress', 'birth', 'gender',
  'ethnicity', 'plate', 'party', 'applicant', 'respondent', 'contact', 'email', 'wechat', 'photo', 'face',
];

/** The word by which a header announces a person; null where none does. The hub is about places and cases, never about people. */
export function findPersonWord(header: string): string | null {
  const plain = header.toLowerCase().replace(/[\s_-]/g, '');
  return PERSON_WORDS.find((word) => plain.includes(word)) ?? null;
}
