namespace Consent.Api;

/// <summary>Bodies and answers as the OpenAPI document shows them; the tests send every body to the service.</summary>
public static class Examples
{
    public const string Operator = """
        {"name": "Ракета", "timeZone": "Europe/Moscow", "legalName": "ООО «Ракета Софт»", "address": "214000, г. Смоленск, ул. Примерная, 1",
         "contacts": "privacy@example.ru", "dpo": "Ответственный за организацию обработки", "bans": ["special", "biometric"],
         "contractTerms": [{"duty": "answer-access", "amount": 30, "unit": "calendarDays", "clause": "п. 8.9.1"}]}
        """;

    public const string OperatorAnswer = """
        {"id": "raketa", "name": "Ракета", "timeZone": "Europe/Moscow", "legalName": "ООО «Ракета Софт»", "address": "214000, г. Смоленск, ул. Примерная, 1",
         "contacts": "privacy@example.ru", "dpo": "Ответственный за организацию обработки", "bans": ["special", "biometric"],
         "contractTerms": [{"duty": "answer-access", "amount": 30, "unit": "calendarDays", "clause": "п. 8.9.1"}],
         "conflicts": [{"duty": "answer-access", "clause": "п. 8.9.1", "contract": {"amount": 30, "unit": "calendarDays"},
                        "law": {"amount": 10, "unit": "workingDays"}, "article": "ст. 20 ч. 1", "lawDuty": "answer-access", "row": "D01"}]}
        """;

    public const string Key = """{"name": "сайт", "scopes": ["service"]}""";

    public const string KeyAnswer = """{"id": "0f1e2d3c4b5a", "key": "ck_0f1e2d3c4b5a_…", "name": "сайт", "scopes": ["service"]}""";

    public const string Purpose = """
        {"title": {"ru": "Рассылка новостей", "en": "Newsletter"}, "basis": "consent", "article": "ст. 6 ч. 1 п. 1", "categories": ["электронная почта"],
         "actions": ["сбор", "хранение", "использование"], "retention": "до отзыва согласия", "advertising": true}
        """;

    public const string PurposeAnswer = """
        {"code": "newsletter", "title": {"ru": "Рассылка новостей", "en": "Newsletter"}, "basis": "consent", "article": "ст. 6 ч. 1 п. 1",
         "categories": ["электронная почта"], "actions": ["сбор", "хранение", "использование"], "recipients": [],
         "retention": {"rule": "до отзыва согласия"}, "writtenForm": false, "advertising": true, "distribution": false}
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
         "grounds": [{{GroundAnswer}}], "restrictions": [], "openRequests": ["2026-000017"], "masked": true}
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
         "actions": ["extend", "answer", "note"], "version": 4}
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
         "conflicts": [], "masked": true, "timeline": [{"at": "2026-11-22T10:00:00Z", "kind": "request-received", "actor": "key:0f1e2d3c4b5a"}], "actions": ["note"], "version": 8}
        """;

    public const string RequestLines = """
        {"items": [{"number": "2026-000017", "subject": "c-42", "receivedAt": "2026-11-24T23:30:00Z", "receivedOn": "2026-11-25", "channel": "email",
                    "kinds": ["access"], "status": "open", "due": "2026-12-09", "dueAt": "2026-12-09T21:00:00Z"}], "nextCursor": "…"}
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
         "events": [{"type": "consent-given", "at": "2026-11-22T10:00:00Z", "recordedBy": "key:0f1e2d3c4b5a"}], "journalHash": "…"}
        """;

    public const string Changes =
        "id: 17\nevent: change\ndata: {\"cursor\":\"17\",\"subject\":\"c-42\",\"purpose\":\"newsletter\",\"version\":1,\"kind\":\"consent-given\"}\n\n";

    public const string Extend = """{"reason": "Сведения собираем из архива."}""";

    public const string Answer = """{"demand": 1, "text": "Направляем сведения по ч. 7 ст. 14."}""";

    public const string Note = """{"text": "Позвонили заявителю.", "public": false}""";

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
}
