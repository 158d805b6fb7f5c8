namespace Consent.Api;

/// <summary>Bodies and answers as the OpenAPI document shows them; the tests send every body to the service.</summary>
public static partial class Examples
{
    public const string Operator = """
        {"name": "Ракета", "timeZone": "Europe/Moscow", "legalName": "ООО «Ракета Софт»", "address": "214000, г. Смоленск, ул. Примерная, 1",
         "contacts": "privacy@example.ru", "dpo": "Ответственный за организацию обработки", "bans": ["special", "biometric"],
         "contractTerms": [{"duty": "answer-access", "amount": 30, "unit": "calendarDays", "clause": "п. 8.9.1"}],
         "measures": "Назначен ответственный за организацию обработки; изданы политика и локальные акты; ведётся внутренний контроль.",
         "rights": "Запрос направляют по адресу privacy@example.ru.", "deputy": "Заместитель ответственного", "inn": "6700000000", "ogrn": "1026700000000",
         "calendar": [{"date": "2027-08-30", "kind": "day-off", "title": "День Республики Татарстан"}], "brand": {"accent": "#7a1f4b"}}
        """;

    public const string OperatorAnswer = """
        {"id": "raketa", "name": "Ракета", "timeZone": "Europe/Moscow", "legalName": "ООО «Ракета Софт»", "address": "214000, г. Смоленск, ул. Примерная, 1",
         "contacts": "privacy@example.ru", "dpo": "Ответственный за организацию обработки", "bans": ["special", "biometric"],
         "contractTerms": [{"duty": "answer-access", "amount": 30, "unit": "calendarDays", "clause": "п. 8.9.1"}],
         "calendar": [{"date": "2027-08-30", "kind": "day-off", "title": "День Республики Татарстан"}],
         "conflicts": [{"duty": "answer-access", "clause": "п. 8.9.1", "contract": {"amount": 30, "unit": "calendarDays"},
                        "law": {"amount": 10, "unit": "workingDays"}, "article": "ст. 20 ч. 1", "lawDuty": "answer-access", "row": "D01"}],
         "measures": "Назначен ответственный за организацию обработки; изданы политика и локальные акты; ведётся внутренний контроль.",
         "rights": "Запрос направляют по адресу privacy@example.ru.", "deputy": "Заместитель ответственного", "inn": "6700000000", "ogrn": "1026700000000", "brand": {"accent": "#7a1f4b"}}
        """;

    public const string CalendarFile = """
        # Постановление Правительства РФ от 00.00.2027 № 0
        date,kind,title
        2028-01-01,day-off,Новогодние каникулы
        2028-01-02,day-off,Новогодние каникулы
        2028-01-03,day-off,Новогодние каникулы
        2028-01-04,day-off,Новогодние каникулы
        2028-01-05,day-off,Новогодние каникулы
        2028-01-06,day-off,Новогодние каникулы
        2028-01-07,day-off,Рождество Христово
        2028-01-08,day-off,Новогодние каникулы
        2028-02-23,day-off,День защитника Отечества
        2028-03-08,day-off,Международный женский день
        2028-05-01,day-off,Праздник Весны и Труда
        2028-05-09,day-off,День Победы
        2028-06-12,day-off,День России
        2028-11-04,day-off,День народного единства
        """;

    public const string Calendar = """
        {"decree": "Постановление Правительства РФ от 00.00.2027 № 0", "days": [
          {"date": "2028-01-01", "kind": "day-off", "title": "Новогодние каникулы"},
          {"date": "2028-01-02", "kind": "day-off", "title": "Новогодние каникулы"},
          {"date": "2028-01-03", "kind": "day-off", "title": "Новогодние каникулы"},
          {"date": "2028-01-04", "kind": "day-off", "title": "Новогодние каникулы"},
          {"date": "2028-01-05", "kind": "day-off", "title": "Новогодние каникулы"},
          {"date": "2028-01-06", "kind": "day-off", "title": "Новогодние каникулы"},
          {"date": "2028-01-07", "kind": "day-off", "title": "Рождество Христово"},
          {"date": "2028-01-08", "kind": "day-off", "title": "Новогодние каникулы"},
          {"date": "2028-02-23", "kind": "day-off", "title": "День защитника Отечества"},
          {"date": "2028-03-08", "kind": "day-off", "title": "Международный женский день"},
          {"date": "2028-05-01", "kind": "day-off", "title": "Праздник Весны и Труда"},
          {"date": "2028-05-09", "kind": "day-off", "title": "День Победы"},
          {"date": "2028-06-12", "kind": "day-off", "title": "День России"},
          {"date": "2028-11-04", "kind": "day-off", "title": "День народного единства"}]}
        """;

    public const string CalendarAnswer = """
        {"year": 2028, "decree": "Постановление Правительства РФ от 00.00.2027 № 0", "calendar": "Постановление Правительства РФ от 00.00.2027 № 0 [3fa2b1c9]",
         "source": "loaded", "daysOff": 116, "workedWeekends": 0, "workingDays": 250, "recount": {"pending": 3} }
        """;

    public const string Calendars = """
        {"items": [{"year": 2027, "decree": "Постановление Правительства РФ от 17.09.2026 № 1187", "calendar": "Постановление Правительства РФ от 17.09.2026 № 1187",
                    "source": "embedded", "daysOff": 118, "workedWeekends": 1, "workingDays": 247}], "recount": {"pending": 0} }
        """;

    public const string OwnCalendar = """
        {"year": 2027, "decree": "Постановление Правительства РФ от 17.09.2026 № 1187", "calendar": "Постановление Правительства РФ от 17.09.2026 № 1187, региональные дни [5d0c7e11]",
         "source": "embedded", "daysOff": 119, "workedWeekends": 1, "workingDays": 246,
         "days": [{"date": "2027-08-30", "kind": "day-off", "title": "День Республики Татарстан", "own": true}]}
        """;

    public const string Key = """{"name": "сайт", "scopes": ["service"], "expiresAt": "2149-01-01T00:00:00Z", "addresses": ["203.0.113.0/24", "2001:db8::/32", "127.0.0.0/8"]}""";

    public const string InstallationKey = """{"name": "второй администратор", "scopes": ["admin"]}""";

    public const string KeyAnswer = """
        {"id": "0f1e2d3c4b5a", "key": "ck_0f1e2d3c4b5a_…", "name": "сайт", "scopes": ["service"], "expiresAt": "2149-01-01T00:00:00Z", "addresses": ["203.0.113.0/24", "2001:db8::/32"]}
        """;

    public const string KeyLine = """
        {"id": "0f1e2d3c4b5a", "name": "сайт", "scopes": ["service"], "createdAt": "2026-11-24T09:00:00Z", "expiresAt": "2149-01-01T00:00:00Z", "lastUsedAt": "2026-11-24T10:00:00Z",
         "addresses": ["203.0.113.0/24"], "revokedAt": "2026-11-25T09:00:00Z"}
        """;

    public const string KeyLines = $$"""{"items": [{{KeyLine}}], "nextCursor": null}""";

    public const string Rotate = """{"overlap": 86400}""";

    public const string Revoke = """{"reason": "ключ ушёл с уволенным"}""";

    public const string RotateAnswer = $$"""{"issued": {{KeyAnswer}}, "old": "0123456789ab", "oldExpiresAt": "2026-11-25T09:00:00Z"}""";

    public const string IdentityProvider = """
        {"issuer": "https://idp.example.ru/realms/raketa", "audience": "consent-raketa", "roleClaim": "realm_access.roles", "subjectClaim": "customer_id", "enabled": true,
         "keys": ["-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEaMnzGSDxipeJZF27Pxj2byLMW3GC\nLw1epN8eoo7q6UhXzl9eb82YHl1dkqrhjDVInM7K135qgk1rCmq6Gc8rVQ==\n-----END PUBLIC KEY-----"],
         "roles": [{"role": "pdn-officer", "scopes": ["dpo"]}, {"role": "client", "scopes": ["subject"]}]}
        """;

    public const string IdentityProviderAnswer = """
        {"issuer": "https://idp.example.ru/realms/raketa", "audience": "consent-raketa", "metadata": "https://idp.example.ru/realms/raketa/.well-known/openid-configuration", "keysAt": "https://idp.example.ru/keys",
         "keys": ["-----BEGIN PUBLIC KEY-----…"], "roleClaim": "realm_access.roles", "roles": [{"role": "pdn-officer", "scopes": ["dpo"]}], "subjectClaim": "customer_id", "enabled": true}
        """;

    public const string AccessLines = """
        {"items": [{"at": "2026-11-24T09:00:00Z", "actor": "key:0f1e2d3c4b5a", "role": "dpo", "operation": "GET /v1/subjects/{subject}", "outcome": "revealed", "subject": "c-42", "request": "2026-000017",
          "reason": "обращение 2026-000017", "query": "•••", "address": "•••", "times": 1, "entry": "2026-11-24:server~17"}], "nextCursor": null}
        """;

    public const string NoticeLines = """
        {"items": [{"id": "3", "at": "2026-11-24T22:10:00Z", "kind": "at-night", "actor": "key:0f1e2d3c4b5a", "count": 1, "since": "2026-11-24T22:10:00Z", "from": 1, "within": "PT8H"}], "nextCursor": null}
        """;

    public const string Purpose = """
        {"title": {"ru": "Рассылка новостей", "en": "Newsletter"}, "basis": "consent", "article": "ст. 6 ч. 1 п. 1", "categories": ["электронная почта"],
         "actions": ["сбор", "хранение", "использование"], "retention": "до отзыва согласия", "advertising": true,
         "processors": [{"name": "ООО «Рассылка»", "address": "420000, г. Казань, ул. Примерная, 2"}], "crossBorder": [], "methods": "automated", "source": "от субъекта"}
        """;

    public const string PurposeAnswer = """
        {"code": "newsletter", "title": {"ru": "Рассылка новостей", "en": "Newsletter"}, "basis": "consent", "article": "ст. 6 ч. 1 п. 1",
         "categories": ["электронная почта"], "actions": ["сбор", "хранение", "использование"], "recipients": [],
         "retention": {"rule": "до отзыва согласия"}, "writtenForm": false, "advertising": true, "distribution": false,
         "processors": [{"name": "ООО «Рассылка»", "address": "420000, г. Казань, ул. Примерная, 2"}], "crossBorder": [], "methods": "automated", "source": "от субъекта"}
        """;

    public const string Purposes = $$"""{"items": [{{PurposeAnswer}}] }""";

    public const string Text = """
        {"code": "newsletter-form", "version": 1, "purposes": ["newsletter"], "locale": "ru", "body": "Я согласен получать новости…",
         "effectiveFrom": "2025-09-01", "reconsent": "hard"}
        """;

    public const string TextAnswer = """{"code": "newsletter-form", "version": 1, "sha256": "…"}""";

    public const string Consent = """
        {"subject": "c-42", "purpose": "newsletter", "text": {"code": "newsletter-form", "version": 1},
         "evidence": {"channel": "web", "ip": "203.0.113.7", "userAgent": "Mozilla/5.0", "page": "https://example.ru/news", "signature": "simple",
                      "shown": {"separate": true, "boxes": [{"purpose": "newsletter", "tickedByDefault": false}]}}}
        """;

    public const string ConsentAnswer = """
        {"id": "c-42~1", "status": "given", "subject": "c-42", "purpose": "newsletter", "text": {"code": "newsletter-form", "version": 1},
         "givenAt": "2026-11-22T10:00:00Z", "receipt": "/v1/consents/c-42~1/receipt"}
        """;

    public const string Withdrawal = """{"subject": "c-42", "purposes": "all", "channel": "web"}""";

    public const string Ground = """
        {"subject": "c-42", "purpose": "contract", "basis": "contract", "reference": "договор № 17 от 01.02.2026", "from": "2026-02-01", "until": "2027-01-31"}
        """;

    public const string GroundAnswer = """
        {"id": "c-42~2", "subject": "c-42", "purpose": "contract", "basis": "contract", "article": "ст. 6 ч. 1 п. 5",
         "from": "2026-01-31T21:00:00Z", "until": "2027-01-31T21:00:00Z"}
        """;

    public const string Subject = $$"""
        {"subject": "c-42", "version": 3, "consents": [{"consent": {{ConsentAnswer}}, "evidence": {"channel": "web", "ip": "•••", "signature": "simple"} }],
         "grounds": [{{GroundAnswer}}], "restrictions": [], "openRequests": ["2026-000017"], "masked": true, "obligations": []}
        """;

    public const string Check = """
        {"allowed": true, "reason": "consent-given", "basis": "consent", "article": "ст. 6 ч. 1 п. 1", "validUntil": "2027-11-22T00:00:00Z",
         "checkedAt": "2026-11-22T10:00:00Z", "version": 7}
        """;

    public const string Checks = """{"checks": [{"id": "1", "subject": "c-42", "purpose": "newsletter"}, {"id": "2", "subject": "", "purpose": "newsletter"}]}""";

    public const string ChecksAnswer = """
        {"results": [{"id": "1", "allowed": true, "reason": "consent-given", "basis": "consent", "article": "ст. 6 ч. 1 п. 1",
                      "checkedAt": "2026-11-22T10:00:00Z", "version": 7},
                     {"id": "2", "error": {"type": "/problems/malformed", "detail": "Идентификатор субъекта: 1–128 латинских букв…", "field": "subject"}}]}
        """;

    public const string Request = """
        {"demands": [{"kind": "access"}], "subject": "c-42", "channel": "email", "relation": "договор № 17 от 01.02.2026",
         "applicant": {"name": "Иванова Мария Петровна", "document": {"number": "66 12 345678", "issuedAt": "2012-05-14", "issuedBy": "ОУФМС"},
                       "contact": "m.ivanova@example.ru"}, "content": "Прошу сообщить, какие мои данные вы обрабатываете."}
        """;

    public const string RequestAnswer = """
        {"number": "2026-000017", "subject": "c-42", "receivedAt": "2026-11-24T23:30:00Z", "receivedOn": "2026-11-25", "channel": "email", "status": "open",
         "demands": [{"id": 1, "kind": "access", "status": "open"}],
         "obligations": [{"id": 1, "demand": 1, "duty": "answer-access", "origin": "law", "article": "ст. 20 ч. 1", "from": "2026-11-25",
           "term": {"amount": 10, "unit": "workingDays"}, "due": "2026-12-09", "safeDue": "2026-12-09", "status": "open", "extendable": true,
           "extended": false, "governs": true, "calendar": "Постановление Правительства РФ от 24.09.2025 № 1466"}],
         "conflicts": [{"demand": 1, "duty": "answer-access", "clause": "п. 8.9.1", "contractDue": "2026-12-25", "lawDue": "2026-12-09", "article": "ст. 20 ч. 1"}],
         "applicant": {"name": "•••"}, "masked": true, "timeline": [{"at": "2026-11-24T23:30:01Z", "kind": "request-received", "actor": "key:0f1e2d3c4b5a"}],
         "actions": ["confirm-identity", "acknowledge", "ask-particulars", "extend", "provide-data", "answer", "refuse", "assign", "note"], "version": 4,
         "identity": "claimed", "replyBy": "email"}
        """;

    public const string WithdrawalAnswer = """
        {"number": "2026-000018", "subject": "c-42", "receivedAt": "2026-11-22T10:00:00Z", "receivedOn": "2026-11-22", "channel": "web", "status": "open",
         "demands": [{"id": 1, "kind": "withdrawal", "status": "open"}],
         "obligations": [{"id": 1, "demand": 1, "duty": "stop-on-withdrawal", "origin": "law", "article": "ст. 21 ч. 5", "from": "2026-11-22",
             "term": {"amount": 0, "unit": "immediately"}, "due": "2026-11-22", "safeDue": "2026-11-22", "dueAt": "2026-11-22T10:00:00Z", "status": "met",
             "extendable": false, "extended": false, "governs": true, "calendar": "…"},
           {"id": 2, "demand": 1, "duty": "destroy-on-withdrawal", "origin": "law", "article": "ст. 21 ч. 5", "from": "2026-11-22",
             "term": {"amount": 30, "unit": "calendarDays"}, "due": "2026-12-22", "safeDue": "2026-12-22", "status": "open", "extendable": false,
             "extended": false, "governs": true, "calendar": "…"}],
         "conflicts": [], "masked": true, "timeline": [{"at": "2026-11-22T10:00:00Z", "kind": "request-received", "actor": "key:0f1e2d3c4b5a"}], "actions": ["note"], "version": 8, "identity": "claimed", "replyBy": "web"}
        """;

    public const string RequestLines = """
        {"items": [{"number": "2026-000017", "subject": "c-42", "receivedAt": "2026-11-24T23:30:00Z", "receivedOn": "2026-11-25", "channel": "email",
                    "kinds": ["access"], "status": "open", "due": "2026-12-09", "dueAt": "2026-12-09T21:00:00Z", "assignedTo": "olga", "awaitsApplicant": false}], "nextCursor": "…"}
        """;

    public const string ObligationLines = """
        {"items": [{"subject": "c-42", "request": "2026-000017", "id": 1, "duty": "answer-access", "origin": "law", "article": "ст. 20 ч. 1", "status": "open",
                    "governs": true, "due": "2026-12-09", "safeDue": "2026-12-09", "dueAt": "2026-12-09T21:00:00Z", "doneAt": "2026-12-01T09:00:00Z", "assignedTo": "olga"}],
         "nextCursor": "…"}
        """;

    public const string Statistics = """
        {"from": "2026-01-01", "to": "2026-12-31", "requests": 118, "demands": 131, "received": 131, "met": 117, "late": 6, "refused": 9, "partly": 2, "extended": 4,
         "withdrawn": 3, "open": 5, "medianWorkingDays": 4, "p95WorkingDays": 10,
         "byKind": [{"kind": "access", "received": 131, "met": 117, "late": 6, "refused": 9, "partly": 2, "extended": 4, "withdrawn": 3, "open": 5,
                     "medianWorkingDays": 4, "p95WorkingDays": 10}],
         "byChannel": [{"channel": "email", "received": 131, "met": 117, "late": 6, "refused": 9, "partly": 2, "extended": 4, "withdrawn": 3, "open": 5,
                        "medianWorkingDays": 4, "p95WorkingDays": 10}]}
        """;

    public const string Live = """{"status": "live"}""";

    public const string Ready = """{"status": "ready"}""";

    public const string Receipt = """
        {"schemaVersion": "ISO/IEC TS 27560:2023", "recordId": "c-42~1", "piiPrincipalId": "c-42", "status": "given",
         "notice": {"code": "newsletter-form", "version": 1, "locale": "ru", "sha256": "…", "body": "Я согласен получать новости…"},
         "purpose": {"code": "newsletter", "title": {"ru": "Рассылка новостей", "en": "Newsletter"}, "personalData": ["электронная почта"],
                     "actions": ["сбор", "хранение", "использование"], "recipients": [], "lawfulBasis": "consent", "article": "ст. 6 ч. 1 п. 1"},
         "parties": [{"role": "controller", "id": "raketa", "name": "ООО «Ракета Софт»", "address": "214000, г. Смоленск, ул. Примерная, 1", "contact": "privacy@example.ru"}],
         "collectionMethod": "web", "givenAt": "2026-11-22T10:00:00Z", "withdrawalMethod": "privacy@example.ru", "jurisdiction": "RU",
         "events": [{"type": "consent-given", "at": "2026-11-22T10:00:00Z", "recordedBy": "key:0f1e2d3c4b5a"}], "journalHash": "…",
         "proof": {"seq": 9, "hash": "…", "size": 17, "path": ["…", "…"], "root": "…", "checkpoint": "consent/0f1e2d3c4b5a6978/raketa\n17\n…\nat 2026-11-22T10:00:10Z\n\n— consent/0f1e2d3c4b5a6978 …\n"}}
        """;

    public const string Journal = """
        {"items": [{"seq": 9, "at": "2026-11-22T10:00:00Z", "actor": "key:0f1e2d3c4b5a", "kind": "consent-given", "file": "c-42", "version": 1, "hash": "…", "prev": "…"}],
         "nextCursor": "OSA5"}
        """;

    public const string JournalExport =
        "{\"journal\":\"consent-journal/1\",\"operator\":\"raketa\",\"origin\":\"consent/0f1e2d3c4b5a6978/raketa\"}\n{\"seq\":1,…,\"hash\":\"…\",\"prev\":\"…\"}\n{\"checkpoint\":\"…\",\"keys\":[\"…\"]}\n";

    public const string JournalVerify = "{\"checked\":1024,\"of\":1700}\n{\"checked\":1700,\"of\":1700,\"whole\":true}\n";

    public const string Proof = """
        {"seq": 9, "hash": "…", "size": 17, "path": ["…", "…"], "root": "…",
         "checkpoint": "consent/0f1e2d3c4b5a6978/raketa\n17\n…\nat 2026-11-22T10:00:10Z\n\n— consent/0f1e2d3c4b5a6978 …\n"}
        """;

    public const string Checkpoints = """
        {"items": [{"number": 3, "size": 17, "root": "…", "at": "2026-11-22T10:00:10Z",
                    "checkpoint": "consent/0f1e2d3c4b5a6978/raketa\n17\n…\nat 2026-11-22T10:00:10Z\n\n— consent/0f1e2d3c4b5a6978 …\n"}],
         "nextCursor": "Mw", "witnesses": [{"name": "file", "size": 17, "at": "2026-11-22T10:00:10Z"}], "keys": ["…"]}
        """;

    public const string PublicKey = "-----BEGIN PUBLIC KEY-----\n…\n-----END PUBLIC KEY-----\n";

    public const string Consistency = """{"from": 9, "fromRoot": "…", "to": 17, "toRoot": "…", "path": ["…", "…"]}""";

    public const string Evidence = "PK…";

    public const string RequestReceipt = """
        {"number": "2026-000017", "receivedAt": "2026-11-24T23:30:00Z", "receivedOn": "2026-11-25", "channel": "email", "demands": ["access"], "journalHash": "…",
         "proof": {"seq": 9, "hash": "…", "size": 17, "path": ["…", "…"], "root": "…", "checkpoint": "consent/0f1e2d3c4b5a6978/raketa\n17\n…\nat 2026-11-24T23:30:10Z\n\n— consent/0f1e2d3c4b5a6978 …\n"}}
        """;

    public const string Changes =
        "id: 17\nevent: change\ndata: {\"cursor\":\"17\",\"subject\":\"c-42\",\"purpose\":\"newsletter\",\"version\":1,\"kind\":\"consent-given\"}\n\n";

    public const string Acknowledge = """{"by": "email"}""";

    public const string ConfirmIdentity = """{"level": "document", "evidence": "Паспорт предъявлен лично."}""";

    public const string AskParticulars = """{"what": ["document", "relation"], "text": "Укажите номер договора и сведения о документе."}""";

    public const string ReceiveParticulars = """{"demand": 1, "what": ["details"], "receivedAt": "2026-11-25T09:00:00Z", "text": "Отчество — Петровна, копия свидетельства приложена."}""";

    public const string Assign = """{"to": "Петрова А. С."}""";

    public const string Extend = """{"reason": "Сведения собираем из архива."}""";

    public const string ProvideData = """{"demand": 1, "system": "CRM", "items": [{"category": "электронная почта", "value": "m.ivanova@example.ru", "source": "от субъекта"}]}""";

    public const string Answer = """{"demand": 1, "text": "Направляем сведения по ч. 7 ст. 14.", "by": "email"}""";

    public const string Refuse = """{"demand": 1, "article": "ст. 14 ч. 8 п. 4", "reason": "Запись разговора содержит сведения о других людях."}""";

    public const string Rectify = """{"demand": 1, "what": "Отчество исправлено во всех системах."}""";

    public const string LiftBlock = """{"demand": 1, "reason": "Проверка окончена, данные точны."}""";

    public const string FindUnlawfulness = """{"demand": 1, "foundAt": "2026-11-25T09:00:00Z", "grounds": "Согласия на рассылку нет."}""";

    public const string Fulfil = """{"obligation": 2, "doneAt": "2026-12-01T09:00:00Z", "evidence": "Удалено из CRM и рассылки.", "reference": "акт № 12"}""";

    public const string Release = """{"obligation": 2, "article": "ст. 9 ч. 2", "reason": "Договор № 17 исполняется."}""";

    public const string PostponeDestruction = """{"obligation": 2, "reason": "Резервные копии перезаписываются раз в квартал."}""";

    public const string AcceptRecount = """{"obligation": 1}""";

    public const string Withdraw = """{"reason": "Заявитель передумал, письмо от 26.11.2026."}""";

    public const string Close = """{"note": "Исполнено, возражений нет."}""";

    public const string Reopen = """{"demand": 1, "reason": "Заявитель указал, что ответ неполон."}""";

    public const string NameSubject = """{"subject": "c-42"}""";

    public const string Complaint = """{"to": "authority", "reference": "запрос № 08-1234"}""";

    public const string Note = """{"text": "Позвонили заявителю.", "public": false}""";

    public const string Achieved = """{"subject": "c-42", "achievedAt": "2026-11-20T09:00:00Z"}""";

    public const string ObligationAnswer = """{"id": 1, "duty": "destroy-purpose-achieved", "origin": "law", "article": "ст. 21 ч. 4", "from": "2026-11-20", "term": {"amount": 30, "unit": "calendarDays"}, "due": "2026-12-20", "safeDue": "2026-12-18", "status": "open", "extendable": false, "extended": false, "governs": true, "calendar": "…", "row": "D33", "lawOf": "2011-07-27", "purpose": "contract"}""";

    public const string AchievedAnswer = $$"""
        {"subject": "c-42", "purpose": "contract", "obligations": [{{ObligationAnswer}}]}
        """;

    public const string AssembledAnswer = """
        {"number": "2026-000017", "demand": 1, "form": "email", "complete": false,
         "items": [{"number": "1", "article": "ст. 14 ч. 7 п. 1", "title": "подтверждение факта обработки персональных данных оператором",
                    "lines": ["Подтверждаем, что обрабатываем Ваши персональные данные."], "complete": true, "missing": []}],
         "missing": ["Укажите measures оператора: PUT /v1/admin/operators/{id}"],
         "thirdPersons": [{"system": "CRM", "category": "контактное лицо", "why": "category"}],
         "text": "ООО «Ракета Софт»\n…", "masked": true}
        """;

    public const string Letter = """
        {"letter": "extension", "title": "Уведомление о продлении срока", "to": "•••", "by": "email",
         "text": "ООО «Ракета Софт»\n…", "missing": ["адрес для ответа"], "masked": true}
        """;

    public const string Term = """
        {"duty": "answer-access", "origin": "law", "article": "ст. 20 ч. 1", "from": "2026-12-23", "term": {"amount": 10, "unit": "workingDays"},
         "due": "2027-01-15", "safeDue": "2027-01-15",
         "days": ["2026-12-24", "2026-12-25", "2026-12-28", "2026-12-29", "2026-12-30", "2027-01-11", "2027-01-12", "2027-01-13", "2027-01-14", "2027-01-15"],
         "calendar": "Постановление Правительства РФ от 24.09.2025 № 1466; Постановление Правительства РФ от 17.09.2026 № 1187",
         "row": "D01", "addressee": "subject", "since": "2022-09-01", "bound": "latest",
         "contract": [{"clause": "п. 8.9.1", "term": {"amount": 30, "unit": "calendarDays"}, "due": "2027-01-22", "safeDue": "2027-01-22", "governs": false}],
         "conflicts": [{"duty": "answer-access", "clause": "п. 8.9.1", "contractDue": "2027-01-22", "lawDue": "2027-01-15", "article": "ст. 20 ч. 1"}]}
        """;

    public const string Duties = """
        {"items": [{"no": "D01", "duty": "answer-access", "article": "ст. 20 ч. 1", "term": {"amount": 10, "unit": "workingDays"},
                    "extension": {"amount": 5, "unit": "workingDays"}, "runsFrom": "request-received", "addressee": "subject", "bound": "latest", "since": "2022-09-01"}],
         "nextCursor": "…"}
        """;

    public const string SubjectSearch = """{"phone": "+7 916 123-45-67", "reason": "обращение по телефону: ищем файл"}""";

    public const string SubjectsFound = """{"items": [{"subject": "c-42"}, {"request": "2026-000017"}]}""";

    public const string RotateRing = """{"fileKeys": false}""";

    public const string KeyRing = """
        {"protection": "certificate",
         "keys": [{"id": "7c1f0f0e-2a5b-4a55-8f0c-0d8a3f5b1c2d", "createdAt": "2026-11-22T09:00:00Z", "activeFrom": "2026-11-22T09:00:00Z", "expiresAt": "2027-02-20T09:00:00Z", "revoked": false}],
         "rewrap": {"running": false, "files": 1042, "rewrapped": 1040, "failed": 0}}
        """;
}
