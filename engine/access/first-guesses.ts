/**
 * Passwords of at least eight characters that guessers try first and the list of
 * `guessed-passwords.ts` lacks: of Chinese habits, of years, of what stands on a server. In small
 * letters. Runs and repetitions ("12345678", "aaaaaaaa") are found by rule and need no entry.
 */
const words = `
p@ssword p@ssw0rd1 pa$$word contraseña zaq1zaq1 zxcvbnm, aa12345678 12341234 0987654321 52013145
5201314520 woaini520 woaini1314 woaini123 woaini521 linkedin trustme1 welcome2024 welcome2025
welcome2026 changeme123 default123 test12345 guest123 guest1234 user1234 login123 secret1234
adminadmin admin1234 admin12345 admin123456 admin@123 administrator1 root1234 rootroot toor1234
manager123 system123 oracle123 mysql123 postgres server123 company1 company123 office123 summer2024
summer2025 summer2026 winter2024 winter2025 winter2026 spring2025 spring2026 autumn2025 autumn2026
monday123 friday123 abcdabcd xxxxxxxx1 juventus1 cheese123 bailey123 tigger123 tenon123 tenon1234
tenontenon woaiwojia woshishei zhongguo123 zhongguo1 beijing123 shanghai1 shanghai123 wangwang1
zhangwei lilinlin mima1234 mima123456 wodemima nihao1234 taobao123 weixin123 dearbook w123456789
l123456789 y123456789 asdf123456 wang123456 zhang123 li123456 aini1314 1314520520 5201314a 20102010
19871987 19881988 19891989 19901990 20002000 88888888a`;

export const firstGuesses: ReadonlySet<string> = new Set(words.split(/\s+/).filter(Boolean));
