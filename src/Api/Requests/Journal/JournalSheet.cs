using System.Globalization;
using System.IO.Compression;
using System.Text;
using Consent.Domain;

namespace Consent.Api;

/// <summary>The request journal as a workbook of Excel, written row by row as it is read: a frozen heading, real dates, a filter.</summary>
internal static class JournalSheet
{
    // Excel holds no more in one sheet, and no more in one cell.
    private const int RowsOfSheet = 1_000_000;
    private const int MostText = 32_000;

    private const string Declaration = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";

    private enum Style { Words = 1, Heading, Day, Instant }

    // In the order of Style; what is before it is the ordinary one.
    private const string Styles = $"""
        {Declaration}<styleSheet xmlns="{Main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd\.mm\.yyyy"/><numFmt numFmtId="165" formatCode="dd\.mm\.yyyy\ hh:mm"/></numFmts>
        <fonts count="2"><font><sz val="10"/><name val="Arial"/></font><font><b/><sz val="10"/><name val="Arial"/></font></fonts>
        <fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF4"/></patternFill></fill></fills>
        <borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>
        <cellXfs count="5"><xf/><xf applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf fontId="1" fillId="2" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>
        <xf numFmtId="164" applyNumberFormat="1" applyAlignment="1"><alignment horizontal="left" vertical="top"/></xf><xf numFmtId="165" applyNumberFormat="1" applyAlignment="1"><alignment horizontal="left" vertical="top"/></xf></cellXfs></styleSheet>
        """;

    public static async Task WriteAsync(Stream body, IAsyncEnumerable<JournalCase> cases, Rules rules, CancellationToken cancellationToken)
    {
        await using var book = await ZipArchive.CreateAsync(body, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, cancellationToken);
        await using var rows = cases.GetAsyncEnumerator(cancellationToken);
        var (sheets, ordinal, more) = (0, 0L, await rows.MoveNextAsync());
        do
        {
            await using var sheet = await PartAsync(book, $"xl/worksheets/sheet{++sheets}.xml", cancellationToken);
            await sheet.WriteAsync(Head(rules));
            for (var row = 2; more && row <= RowsOfSheet; row++, more = await rows.MoveNextAsync()) await sheet.WriteAsync(Row(row, ++ordinal, rows.Current));
            await sheet.WriteAsync($"</sheetData><autoFilter ref=\"A1:{Name(JournalColumns.All.Length)}1\"/><pageSetup paperSize=\"8\" orientation=\"landscape\" fitToHeight=\"0\"/></worksheet>");
        }
        while (more);

        await WriteAsync("xl/styles.xml", Styles);
        await WriteAsync("xl/workbook.xml", $"""
            {Declaration}<workbook xmlns="{Main}" xmlns:r="{Office}"><bookViews><workbookView/></bookViews><sheets>{Each(i => $"<sheet name=\"{Escape(Texts.Get("RequestJournal.sheet", i))}\" sheetId=\"{i}\" r:id=\"rId{i}\"/>")}</sheets></workbook>
            """);
        await WriteAsync("xl/_rels/workbook.xml.rels", $"""
            {Declaration}<Relationships xmlns="{Package}/relationships">{Each(i => $"<Relationship Id=\"rId{i}\" Type=\"{Office}/worksheet\" Target=\"worksheets/sheet{i}.xml\"/>")}<Relationship Id="rId0" Type="{Office}/styles" Target="styles.xml"/></Relationships>
            """);
        await WriteAsync("_rels/.rels", $"""{Declaration}<Relationships xmlns="{Package}/relationships"><Relationship Id="rId1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
        await WriteAsync("[Content_Types].xml", $"""
            {Declaration}<Types xmlns="{Package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>
            <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>
            {Each(i => $"<Override PartName=\"/xl/worksheets/sheet{i}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>")}</Types>
            """);

        string Each(Func<int, string> part) => string.Concat(Enumerable.Range(1, sheets).Select(part));

        async Task WriteAsync(string name, string text)
        {
            await using var part = await PartAsync(book, name, cancellationToken);
            await part.WriteAsync(text);
        }
    }

    private static async Task<StreamWriter> PartAsync(ZipArchive book, string name, CancellationToken cancellationToken) =>
        new(await book.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancellationToken), new UTF8Encoding(false), 16 * 1024);

    private static string Head(Rules rules)
    {
        var xml = new StringBuilder(Declaration).Append(CultureInfo.InvariantCulture, $"<worksheet xmlns=\"{Main}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView workbookViewId=\"0\">");
        xml.Append("<pane xSplit=\"2\" ySplit=\"1\" topLeftCell=\"C2\" activePane=\"bottomRight\" state=\"frozen\"/></sheetView></sheetViews><cols><col min=\"1\" max=\"1\" width=\"7\" customWidth=\"1\"/>");
        for (var i = 0; i < JournalColumns.All.Length; i++)
            xml.Append(CultureInfo.InvariantCulture, $"<col min=\"{i + 2}\" max=\"{i + 2}\" width=\"{JournalColumns.All[i].Width}\" customWidth=\"1\"/>");
        xml.Append("</cols><sheetData><row r=\"1\" ht=\"45\" customHeight=\"1\">");
        Append(xml, "A1", Texts.Get("RequestJournal.ordinal"), Style.Heading);
        for (var i = 0; i < JournalColumns.All.Length; i++) Append(xml, $"{Name(i + 1)}1", JournalColumns.All[i].Heading(rules), Style.Heading);
        return xml.Append("</row>").ToString();
    }

    private static string Row(int row, long ordinal, JournalCase of)
    {
        var xml = new StringBuilder().Append(CultureInfo.InvariantCulture, $"<row r=\"{row}\">");
        Append(xml, FormattableString.Invariant($"A{row}"), new JournalCell(Number: ordinal), Style.Words);
        for (var i = 0; i < JournalColumns.All.Length; i++) Append(xml, FormattableString.Invariant($"{Name(i + 1)}{row}"), JournalColumns.All[i].Cell(of), Style.Words);
        return xml.Append("</row>").ToString();
    }

    private static void Append(StringBuilder xml, string place, JournalCell cell, Style style)
    {
        if (cell.Number is { } number) xml.Append(CultureInfo.InvariantCulture, $"<c r=\"{place}\" s=\"{(int)style}\"><v>{number}</v></c>");
        else if (cell.At is { } at) xml.Append(CultureInfo.InvariantCulture, $"<c r=\"{place}\" s=\"{(int)(cell.HasTime ? Style.Instant : Style.Day)}\"><v>{at.ToOADate():R}</v></c>");
        else if (cell.Text is { Length: > 0 } text) xml.Append(CultureInfo.InvariantCulture, $"<c r=\"{place}\" s=\"{(int)style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{Escape(text.Length > MostText ? text[..MostText] : text)}</t></is></c>");
    }

    /// <summary>The letters of a column, the first being 0.</summary>
    private static string Name(int column) => column < 26 ? ((char)('A' + column)).ToString() : Name((column / 26) - 1) + (char)('A' + (column % 26));

    // What XML cannot hold is left out; the underscore of an escape of Excel's own stays an underscore.
    private static string Escape(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '&') plain.Append("&amp;");
            else if (rune.Value is '<') plain.Append("&lt;");
            else if (rune.Value is '>') plain.Append("&gt;");
            else if (rune.Value is '"') plain.Append("&quot;");
            else if (rune.Value is '\t' or '\n' or '\r' or >= 0x20 and not (0xFFFE or 0xFFFF)) plain.Append(rune.ToString());
        }

        return plain.ToString();
    }
}
