/** The page of limits, made from the constants that hold them. */

import {
  attemptsPerAccount,
  attemptsPerAddress,
  linksPerAddress,
  windowMinutes,
} from "../engine/access/brake.ts";
import { invitationHours, resetMinutes } from "../engine/access/links.ts";
import { passkeyMinutes } from "../engine/access/passkey-challenge.ts";
import { passkeysMaximum } from "../engine/access/passkeys.ts";
import { passwordLengthMaximum, passwordLengthMinimum } from "../engine/access/password-rules.ts";
import { providerMinutes } from "../engine/access/provider-state.ts";
import { recoveryCodesGiven } from "../engine/access/recovery-codes.ts";
import { challengeMinutes, challengeTries } from "../engine/access/sign-in-challenge.ts";
import { tokenDaysMaximum, tokensMaximum } from "../engine/access/tokens.ts";
import { factsMaximum } from "../engine/approvals/decision-facts.ts";
import { decisionHours } from "../engine/approvals/decision-links.ts";
import { delegationsMaximum } from "../engine/approvals/delegations.ts";
import { scriptPeopleMaximum } from "../engine/approvals/find-people.ts";
import { opinionFilesMaximum } from "../engine/approvals/opinion-files.ts";
import { reminderMinutes } from "../engine/approvals/remind.ts";
import { auditPageMaximum } from "../engine/audit/read-audit.ts";
import { auditTextMaximum } from "../engine/audit/record-act.ts";
import { jobInputMaximum } from "../engine/automation/add-job.ts";
import { scriptFileMaximum } from "../engine/automation/script-files.ts";
import {
  recordedCallsMaximum,
  recordedRowsMaximum,
  recordingMaximum,
} from "../engine/automation/script-recording.ts";
import { testSecondsMaximum } from "../engine/automation/script-tests.ts";
import { mailTextMaximum } from "../engine/automation/send-mail.ts";
import { answerBytesForScripts } from "../engine/automation/send-request.ts";
import { streamsPerAccount } from "../engine/changes/changes.ts";
import { resumeSeconds } from "../engine/changes/position.ts";
import { waitingMaximum } from "../engine/changes/stream.ts";
import { toldMaximum } from "../engine/changes/subscription.ts";
import { compileMegabytes, compileSeconds } from "../engine/compile/compiler.ts";
import { type SettingName, settings } from "../engine/config.ts";
import { attemptsMaximum as deliveryAttempts } from "../engine/deliveries/deliver.ts";
import { deadAfterHours } from "../engine/deliveries/endpoints.ts";
import { toleranceSeconds } from "../engine/deliveries/sign-webhook.ts";
import { largeBodyFactor } from "../engine/http/exchange.ts";
import { headerBytesMaximum } from "../engine/http/http-server.ts";
import { hoursKept, keyLengthMaximum } from "../engine/http/idempotency.ts";
import { namedMaximum } from "../engine/http/routes/changes.ts";
import { messageMaximum } from "../engine/http/routes/publish.ts";
import { recordsMaximum } from "../engine/http/routes/records.ts";
import { publicBodyFactor } from "../engine/http/routes/start-forms.ts";
import {
  decidedMaximum,
  opinionMaximum,
  taskPeopleMaximum,
} from "../engine/http/routes/task-acts.ts";
import { columnsMaximum } from "../engine/import/header.ts";
import { jobsMaximum, keptRowsMaximum } from "../engine/import/import-jobs.ts";
import { refusedMaximum } from "../engine/import/import-table.ts";
import {
  sheetMegabytesMaximum,
  sheetRowsMaximum,
  sheetSecondsMaximum,
} from "../engine/import/read-xlsx.ts";
import { unpackedMaximum } from "../engine/import/zip-sizes.ts";
import { attemptsMaximum as jobAttempts } from "../engine/jobs/retry.ts";
import { mailsPerHour } from "../engine/mail/outbox.ts";
import {
  answerBytesMaximum,
  answerSecondsMaximum,
  hopsMaximum,
} from "../engine/outbound/outbound.ts";
import { lockTimeout } from "../engine/publish/apply.ts";
import { samplesMaximum } from "../engine/publish/obstacles.ts";
import { versionsMaximum } from "../engine/publish/versions.ts";
import { groupsMaximum, partsMaximum } from "../engine/query/aggregate.ts";
import { pageLimitDefault, pageLimitMaximum } from "../engine/query/list-request.ts";
import { depthMaximum } from "../engine/query/selection.ts";
import { keysMaximum } from "../engine/query/sorting.ts";
import { jobDays } from "../engine/records/job-table.ts";
import { itemsMaximum } from "../engine/records/read-history.ts";
import { transferMaximum } from "../engine/records/transfer.ts";
import { noteMaximum, remindersMaximum } from "../engine/reminders/reminder-rows.ts";
import { scriptJsonDepth } from "../engine/scripts/script-json.ts";
import {
  backgroundLimits,
  logLineMaximum,
  nestedMaximum,
  type ScriptLimits,
  transactionLimits,
} from "../engine/scripts/script-run.ts";
import { digestNoticesMaximum } from "../engine/subscriptions/digest-mails.ts";
import { calmLookSeconds } from "../engine/subscriptions/look.ts";
import { digestGapMinutes } from "../engine/subscriptions/send-digest.ts";
import { namedRecordsMaximum } from "../engine/subscriptions/show-notices.ts";
import { subscriptionsMaximum } from "../engine/subscriptions/subscription-rows.ts";
import { toldRecordsMaximum } from "../engine/subscriptions/told.ts";
import { stepsPerCommit } from "../engine/workflows/advance-run.ts";
import { chainMaximum } from "../engine/workflows/cause-chain.ts";
import { outsideMailsPerHour } from "../engine/workflows/outside-addresses.ts";
import { recipientsMaximum } from "../engine/workflows/recipients.ts";
import { loopPage, roundsMaximum } from "../engine/workflows/steps/loop.ts";
import { workspaceNameMaximum } from "../engine/workspaces.ts";
import { scriptLimitMaxima } from "../metadata/automation/script-limits.ts";
import { actionRecordsMaximum } from "../metadata/automation-wire.ts";
import { horizonDays } from "../metadata/calendars/working-time.ts";
import { nameLengthLimit } from "../metadata/documents/checks/check-names.ts";
import { maximumFields } from "../metadata/documents/checks/check-object.ts";
import { documentLimits } from "../metadata/documents/document-file.ts";
import { sourceLimit } from "../metadata/documents/script-source.ts";
import { expressionLimits } from "../metadata/expressions/index.ts";
import { maximumPrecision } from "../metadata/fields/decimal-options.ts";
import { fileNameMaximum } from "../metadata/fields/values/file-value.ts";
import { jsonDepthMaximum, maximumNumberLength } from "../metadata/json.ts";
import { maximumProblems } from "../metadata/validate/record-problems.ts";
import { countLimit } from "../metadata/wire.ts";

const defaultOf = (setting: SettingName): number =>
  Number(settings.find(({ name }) => name === setting)?.default);
const bodyBytes = defaultOf("TENON_BODY_LIMIT");
const streams = defaultOf("TENON_STREAMS");
const uploadBytes = defaultOf("TENON_UPLOAD_MAXIMUM");

type Limit = readonly [subject: string, value: string | number, beyond: string];

/** Scripts that a transaction waits for, and those that nobody waits for, where they differ. */
const ofScripts = (subject: string, name: keyof ScriptLimits, beyond: string): readonly Limit[] =>
  transactionLimits[name] === backgroundLimits[name]
    ? [[subject, transactionLimits[name], beyond]]
    : [
        [`${subject}, in a transaction`, transactionLimits[name], beyond],
        [`${subject}, in the background`, backgroundLimits[name], beyond],
      ];

const sections: readonly (readonly [string, readonly Limit[]])[] = [
  [
    "Requests",
    [
      [
        "exports, imports, aggregates, exact counts and invitations of an account in a minute (`TENON_RATE_EXPENSIVE`)",
        defaultOf("TENON_RATE_EXPENSIVE"),
        "429 `too_many_requests`",
      ],
      [
        "requests without a sign-in of a network address in a minute (`TENON_RATE_ADDRESS`)",
        defaultOf("TENON_RATE_ADDRESS"),
        "429 `too_many_requests`",
      ],
      ["bytes of a body (`TENON_BODY_LIMIT`)", bodyBytes, "413 `body_too_large`"],
      [
        "bytes of a body of records or metadata",
        bodyBytes * largeBodyFactor,
        "413 `body_too_large`",
      ],
      ["bytes of a public form", bodyBytes * publicBodyFactor, "413 `body_too_large`"],
      ["bytes of an address with all headers", headerBytesMaximum, "431 `headers_too_large`"],
      ["levels of nesting in JSON", jsonDepthMaximum, "400 `json_too_deep`"],
      ["columns of a table file", columnsMaximum, "400 `too_many_columns`"],
      ["imports that run or wait in one server", jobsMaximum, "503 `too_many_jobs`"],
      [
        "refused rows after which an import of all rows ends",
        refusedMaximum,
        "the rest is not read",
      ],
      ["refused rows that are kept with a job", keptRowsMaximum, "the rest is counted"],
      ["days an import can be taken back", jobDays, "404 `job_not_found`"],
      ["rows of a spreadsheet", sheetRowsMaximum, "413 `spreadsheet_too_large`"],
      ["bytes a spreadsheet unpacks to", unpackedMaximum, "413 `spreadsheet_too_large`"],
      ["seconds to read a spreadsheet", sheetSecondsMaximum, "413 `spreadsheet_too_large`"],
      ["megabytes to read a spreadsheet", sheetMegabytesMaximum, "413 `spreadsheet_too_large`"],
      ["characters of one number in JSON", maximumNumberLength, "400 `json_number_too_long`"],
      ["bytes of an uploaded file (`TENON_UPLOAD_MAXIMUM`)", uploadBytes, "413 `upload_too_large`"],
      ["characters of a file's name", fileNameMaximum, "the middle is left out"],
      ["records in one request", recordsMaximum, "422 `too_many_items`"],
      ["tasks that one request decides", decidedMaximum, "422 `too_long`"],
      ["people that one request about a task names", taskPeopleMaximum, "422 `too_long`"],
      ["characters of an opinion", opinionMaximum, "422 `too_long`"],
      ["people whom a script has asked", scriptPeopleMaximum, "422 `approval_script_answer`"],
      ["files with an opinion", opinionFilesMaximum, "422 `too_long`"],
      [
        "minutes from one reminder of an approval to the next",
        reminderMinutes,
        "429 `task_reminded`",
      ],
      ["hours the link of a mail decides", decisionHours, "422 `decision_not_open`"],
      ["fields of a record in such a mail", factsMaximum, "those that follow are left out"],
      [
        "records and lists that somebody follows",
        subscriptionsMaximum,
        "422 `too_many_subscriptions`",
      ],
      ["records of one notice", toldRecordsMaximum, "more are told of, not which"],
      ["records of one notice that it names", namedRecordsMaximum, "the others are counted"],
      ["seconds until what is followed is told of", calmLookSeconds, "it comes later"],
      ["notices of one mail", digestNoticesMaximum, "the others are on the page of notices"],
      ["minutes from one mail to the next", digestGapMinutes, "it waits"],
      ["reminders of somebody", remindersMaximum, "422 `too_many_reminders`"],
      ["characters of the note of a reminder", noteMaximum, "422 `too_long`"],
      [
        "mails of workflows to others than the people of a workspace in an hour",
        outsideMailsPerHour,
        "held back, as the run says",
      ],
      ["stand-ins that somebody names", delegationsMaximum, "422 `too_long`"],
      [
        "records given to another owner in one request",
        transferMaximum,
        "422 `too_many_items`; with `from`, `more`",
      ],
      [
        "problems in one answer about a record",
        maximumProblems,
        "the others show when these are mended",
      ],
      ["characters of an `Idempotency-Key`", keyLengthMaximum, "400 `invalid_parameter`"],
      ["hours an `Idempotency-Key` is kept", hoursKept, "the request counts as a new one"],
    ],
  ],
  [
    "Lists",
    [
      ["records of a page unless `limit` is given", pageLimitDefault, "the next page"],
      ["records of a page", pageLimitMaximum, "400 `invalid_parameter`"],
      ["records that one action is started for", actionRecordsMaximum, "422 `too_many_items`"],
      ["fields in `sort`", keysMaximum, "400 `invalid_parameter`"],
      ["lookups in a path of `fields`", depthMaximum, "400 `invalid_parameter`"],
      ["records that `count=capped` counts", countLimit, "the count stands still"],
      ["measures, and groups, of an aggregate", partsMaximum, "400 `invalid_parameter`"],
      ["rows of an aggregate", groupsMaximum, "the rest is left out"],
      ["entries of a record's history in one answer", itemsMaximum, "older ones are left out"],
      ["entries of a page of the audit log", auditPageMaximum, "400 `invalid_parameter`"],
      ["characters of a text in the audit log", auditTextMaximum, "its end is left out"],
    ],
  ],
  [
    "Workflows",
    [
      ["jobs of one process at a time (`TENON_JOBS`)", defaultOf("TENON_JOBS"), "the rest waits"],
      ["steps of one commit", stepsPerCommit, "the run goes on in the next"],
      ["records of a page of a loop, a commit each", loopPage, "the next page"],
      ["rounds of a loop", roundsMaximum, "the step fails"],
      ["days of a wait", horizonDays, "refused when it is published"],
      ["steps that lead to one another", chainMaximum, "422 `workflow_chain`"],
      [
        "attempts of a step, unless it says otherwise",
        jobAttempts,
        "its way out, or the run fails",
      ],
      ["people who get one notice", recipientsMaximum, "the rest is left out"],
      ["attempts of a delivery, in three days", deliveryAttempts, "it fails"],
      [
        "hours without a good answer after which an endpoint pauses",
        deadAfterHours,
        "deliveries are kept",
      ],
      ["seconds that a signed message may be away", toleranceSeconds, "401 `hook_refused`"],
    ],
  ],
  [
    "Live changes",
    [
      ["streams of one account in one server", streamsPerAccount, "429 `too_many_streams`"],
      ["streams in one server (`TENON_STREAMS`)", streams, "503 `server_streams_full`"],
      ["records that a stream names", namedMaximum, "400 `invalid_parameter`"],
      ["records that are told one by one at a time", toldMaximum, "an event `reset`"],
      ["seconds after which a stream can be taken up again", resumeSeconds, "an event `reset`"],
      ["bytes that wait for a slow receiver", waitingMaximum, "the connection is closed"],
    ],
  ],
  [
    "Expressions: formulas, filters, defaults, conditions",
    [
      ["characters", expressionLimits.length, "`expression_too_long`"],
      ["levels of nesting", expressionLimits.depth, "`expression_too_deep`"],
      ["parts (values, names, operators, calls)", expressionLimits.nodes, "`expression_too_large`"],
      ["names in a path", expressionLimits.path, "`expression_too_deep`"],
    ],
  ],
  [
    "Metadata",
    [
      ["characters of an API name", nameLengthLimit, "422 `name_too_long`"],
      ["characters of a workspace's name", workspaceNameMaximum, "422 `invalid_workspace_name`"],
      ["fields of an object, or of its child rows", maximumFields, "422 `fields_too_many`"],
      ["digits of a decimal or of money", maximumPrecision, "422, named at the field"],
      ["bytes of a document in a file", documentLimits.maximumBytes, "`body_too_large`"],
      ["levels of nesting in a document", documentLimits.maximumDepth, "`json_too_deep`"],
      ["characters of the note of a publish", messageMaximum, "422 `too_long`"],
      [
        "time a publish waits for a lock",
        lockTimeout,
        "503 `publish_too_slow`; nothing has changed",
      ],
      ["bytes of the TypeScript of a script", sourceLimit, "422 `script_source_too_large`"],
      ["seconds to check the types of scripts", compileSeconds, "`script_check_endless`"],
      ["megabytes to check the types of scripts", compileMegabytes, "`script_check_too_large`"],
      ["sample records of an obstacle", samplesMaximum, "the others are only counted"],
      ["versions in one answer", versionsMaximum, "older ones are left out"],
    ],
  ],
  [
    "Scripts",
    [
      ...ofScripts("milliseconds of waiting", "queueMilliseconds", "not run: `queue`"),
      ...ofScripts("milliseconds of computing", "cpuMilliseconds", "ended: `cpu`"),
      ...ofScripts("milliseconds with all calls", "wallMilliseconds", "ended: `wall`"),
      ...ofScripts("megabytes of objects", "heapMegabytes", "ended: `heap`"),
      ...ofScripts("megabytes of the process", "residentMegabytes", "ended: `resident`"),
      ...ofScripts("calls", "calls", "ended: `calls`"),
      ...ofScripts("bytes of all modules", "modulesBytes", "not run: `modules`"),
      ...ofScripts("bytes of an argument", "argumentBytes", "ended: `argument`"),
      ...ofScripts("bytes of the result", "resultBytes", "ended: `result`"),
      ["levels of the result", scriptJsonDepth, "ended: `result`"],
      ["levels of an argument", scriptJsonDepth, "the call is refused: `json_too_deep`"],
      ...ofScripts("lines of the log", "logLines", "the others are counted"),
      ["characters of a line of the log", logLineMaximum, "the rest is left out"],
      ["runs inside each other", nestedMaximum, "not run: `nested`"],
      [
        "requests to others, in the background",
        scriptLimitMaxima.http_requests.background,
        "ended: `script_budget`",
      ],
      ["bytes of an answer to such a request", answerBytesForScripts, "`http_answer_too_large`"],
      [
        "bytes of a file that a script reads or writes",
        scriptFileMaximum,
        "`file_too_large_for_script`",
      ],
      ["characters of the text of a script's mail", mailTextMaximum, "`too_long`"],
      [
        "characters of what a failed run is repeated by",
        recordingMaximum,
        "409 `run_not_recorded`",
      ],
      ["calls of a run that is recorded", recordedCallsMaximum, "409 `run_not_recorded`"],
      ["rows that a recorded run may have read", recordedRowsMaximum, "409 `run_not_recorded`"],
      [
        "seconds of all tests of scripts together",
        testSecondsMaximum,
        "422 `script_tests_too_long`",
      ],
      ["characters of what a job is given, as JSON", jobInputMaximum, "`too_long`"],
    ],
  ],
  [
    "Requests that the server makes",
    [
      ["bytes of an answer", answerBytesMaximum, "the request fails"],
      ["seconds for an answer", answerSecondsMaximum, "the request fails"],
      ["redirects that are followed, where any are", hopsMaximum, "the request fails"],
    ],
  ],
  [
    "Sign-in",
    [
      ["fewest characters of a password", passwordLengthMinimum, "refused"],
      ["most characters of a password", passwordLengthMaximum, "refused"],
      [
        `attempts per account in ${windowMinutes} minutes`,
        attemptsPerAccount,
        "429 `too_many_attempts`",
      ],
      [
        `attempts per network address in ${windowMinutes} minutes`,
        attemptsPerAddress,
        "429 `too_many_attempts`",
      ],
      [
        `links that are not valid, per network address in ${windowMinutes} minutes`,
        linksPerAddress,
        "429 `too_many_attempts`",
      ],
      [
        "mails about its account to one address in an hour; as many of workspaces",
        mailsPerHour,
        "429 `too_many_mails`, or nothing is sent",
      ],
      ["hours an invitation can be accepted", invitationHours, "422 `link_not_valid`"],
      ["minutes a link to a new password works", resetMinutes, "422 `link_not_valid`"],
      ["minutes for the second step", challengeMinutes, "401 `challenge_expired`"],
      ["tries of the second step", challengeTries, "401 `challenge_expired`"],
      ["minutes to use a passkey", passkeyMinutes, "401 `passkey_refused`"],
      ["minutes at the provider of sign-ins", providerMinutes, "401 `provider_flow_expired`"],
      ["passkeys of an account", passkeysMaximum, "409 `too_many_passkeys`"],
      ["recovery codes at a time", recoveryCodesGiven, "new ones replace them"],
      ["API tokens of one account in one workspace", tokensMaximum, "409 `too_many_tokens`"],
      ["days a token lasts at most", tokenDaysMaximum, "422 `expiry_out_of_range`"],
    ],
  ],
];

/** `engine/LIMITS.generated.md` */
export function limitsPage(notice: string): string {
  return [
    `<!-- ${notice} -->`,
    "",
    "# Limits",
    "",
    "Most of each, and what happens beyond. Nothing is cut off silently unless this page says so.",
    "",
    ...sections.flatMap(([title, limits]) => [
      `## ${title}`,
      "",
      "| what | most | beyond |",
      "| --- | --- | --- |",
      ...limits.map(([subject, value, beyond]) => `| ${subject} | ${written(value)} | ${beyond} |`),
      "",
    ]),
  ].join("\n");
}

const written = (value: string | number): string =>
  typeof value === "number" ? value.toLocaleString("en-US").replaceAll(",", " ") : value;
