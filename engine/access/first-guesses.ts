/**
 * Passwords that guessers try first, of at least eight characters, folded to small letters. Runs
 * and repetitions ("12345678", "aaaaaaaa") are found by rule and need no entry.
 */
const words = `
password password1 password12 password123 password1234 passw0rd p@ssword p@ssw0rd p@ssw0rd1 pa$$word
pass1234 passwort passwort1 motdepasse contraseña contrasena qwertyuiop qwerty123 qwerty12 qwerty1234
qwertyui qwertyuiop123 qwerty12345 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx 1qaz2wsx3edc qazwsxedc
qazwsx123 zaq12wsx zaq1zaq1 !qaz2wsx q1w2e3r4 q1w2e3r4t5 asdfghjkl asdf1234 asdfasdf asdfgh123 zxcvbnm1
zxcvbnm123 zxcvbnm, 123qweasd 123qwe123 qwe123456 qweasdzxc qweasd123 abc12345 abcd1234 abc123456
a1b2c3d4 a1234567 a12345678 a123456789 aa123456 aa12345678 123456aa 123456abc 1234qwer 12345678a
123456789a 1234567890a 12341234 123123123 12121212 11223344 1122334455 112233445566 123321123 147258369
159753456 987654321 87654321 0987654321 98765432 741852963 789456123 963852741 31415926 52013145
5201314520 woaini520 woaini1314 woaini123 woaini521 iloveyou iloveyou1 iloveyou2 iloveyou123 ilovehim
loveyou1 lovelove princess princess1 sunshine sunshine1 football football1 baseball baseball1 basketball
superman superman1 batman123 spiderman starwars starwars1 pokemon1 pokemon123 michael1 jennifer jessica1
charlie1 jordan23 michelle nicholas computer computer1 internet samsung1 microsoft google123 facebook
linkedin whatever whatever1 trustno1 trustme1 letmein1 letmein123 welcome1 welcome12 welcome123
welcome2024 welcome2025 welcome2026 changeme changeme1 changeme123 changeit default1 default123 temporary
temp1234 test1234 test12345 testtest testing1 testing123 guest123 guest1234 user1234 login123 master123
monkey123 dragon123 shadow123 killer123 ninja123 hello123 helloworld hello1234 secret123 secret1234
adminadmin admin123 admin1234 admin12345 admin123456 admin@123 administrator administrator1 root1234
rootroot toor1234 manager1 manager123 system123 oracle123 mysql123 postgres server123 company1 company123
office123 business summer2024 summer2025 summer2026 winter2024 winter2025 winter2026 spring2025 spring2026
autumn2025 autumn2026 january1 december monday123 friday123 q1q1q1q1 qqqq1111 1111qqqq zzzzxxxx aaaa1111
1111aaaa abcabcabc abcdabcd xxxxxxxx1 blink182 corvette mercedes ferrari1 liverpool chelsea1 arsenal1
barcelona realmadrid juventus1 metallica slipknot nirvana1 pepper123 cookie123 chocolate cheese123
butterfly jasmine1 elizabeth alexander alexandra christian christine samantha victoria1 veronica asshole1
fuckyou1 fuckyou2 fuckoff1 bailey123 buster123 tigger123 maggie123 tenon123 tenon1234 tenontenon woaiwojia
woshishei zhongguo123 zhongguo1 beijing123 shanghai1 shanghai123 wangwang1 zhangwei lilinlin mima1234
mima123456 wodemima nihao123 nihao1234 taobao123 weixin123 dearbook qq123456 qq123456789 w123456789
z123456789 l123456789 s123456789 y123456789 as123456 asd123456 asdf123456 wang123456 zhang123 li123456
aini1314 woaini1 1314520520 5201314a 20102010 19871987 19881988 19891989 19901990 20002000 88888888a`;

export const firstGuesses: ReadonlySet<string> = new Set(words.split(/\s+/).filter(Boolean));
