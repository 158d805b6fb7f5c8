namespace Consent.Api;

public static partial class Examples
{
    public const string AssignMany = """{"numbers": ["2026-000017", "2026-000018"], "to": "Сидорова Анна"}""";

    public const string AssignManyAnswer = """
        {"results": [{"number": "2026-000017", "done": true},
                     {"number": "2026-000018", "done": false, "refusal": {"type": "/problems/request-is-closed", "title": "Обращение закрыто", "detail": "Обращение 2026-000018 закрыто."}}]}
        """;

    public const string View = """{"name": "Горит на этой неделе", "query": "status=open&due=week&sort=due"}""";

    public const string ViewAnswer = """{"id": "burning", "name": "Горит на этой неделе", "query": "status=open&due=week&sort=due"}""";

    public const string Views = $$"""{"items": [{{ViewAnswer}}], "nextCursor": null}""";

    public const string RequestExport = """
        "№ п/п";"Регистрационный №";"Получено";"Канал";…
        1;2026-000017;25.11.2026 02:30;Сайт;…
        """;
}
