using System.Text;
using static Consent.Domain.Tests.Shop;

namespace Consent.Domain.Tests;

/// <summary>Files of a request: who may bring which, how many and when.</summary>
public sealed class AttachmentExamples : Examples
{
    private static readonly DateTimeOffset Now = Clocks.Msk("2026-10-12 12:00");
    private static readonly Personal Name = new("паспорт.pdf");
    private static readonly Attachment Scan = new("0a1b", "application/pdf", 1000, new string('a', 64), ByApplicant: true, IsPublic: true);

    [Fact]
    public void A_file_is_put_on_the_journal_with_its_hash() =>
        Open().When(Attach(Scan)).Then(new AttachmentAdded(Now, Number, Scan, Name));

    [Fact]
    public void It_stays_with_its_request_and_with_no_other()
    {
        var story = Open().When(new RegisterRequest(Now, "2026-000018", Now, Channel.Email, [new Demand(1, DemandKind.Access, [], null)], null, null, null)).When(Attach(Scan));
        Assert.Equal([Scan], story.File.Request(Number)!.Attachments);
        Assert.Empty(story.File.Request("2026-000018")!.Attachments);
    }

    [Fact]
    public void Of_a_request_that_is_not_there_there_are_no_files() => Given().When(Attach(Scan)).ThenRefused<RequestUnknown>();

    [Fact]
    public void To_a_closed_request_the_operator_may_add_and_the_applicant_may_not()
    {
        var closed = Open().When(new AnswerDemand(Now, Number, 1, null));
        Assert.True(closed.File.Request(Number)!.IsClosed);
        closed.When(Attach(Scan)).ThenRefused<RequestIsClosed>();
        closed.When(Attach(Scan with { ByApplicant = false })).Then(new AttachmentAdded(Now, Number, Scan with { ByApplicant = false }, Name));
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(AttachmentTypes.MaxBytes, null)]
    [InlineData(AttachmentTypes.MaxBytes + 1, typeof(FileTooLarge))]
    [InlineData(0, typeof(FileEmpty))]
    public void A_file_has_one_byte_at_least_and_ten_megabytes_at_most(long size, Type? refusal) =>
        Assert.Equal(refusal, (Open().When(Attach(Scan with { Size = size })).Decision as Decision.Refused)?.Refusal.GetType());

    [Fact]
    public void A_request_has_twenty_files_at_most()
    {
        var story = Open();
        for (var i = 0; i < AttachmentTypes.MaxPerRequest; i++)
        {
            Assert.Contains("attachments", RequestActions.Permitted(story.File, story.File.Request(Number)!, Now));
            story = story.When(Attach(Scan with { Id = $"{i}" }));
        }

        Assert.Equal(AttachmentTypes.MaxPerRequest, story.File.Request(Number)!.Attachments.Length);
        Assert.Equal(AttachmentTypes.MaxPerRequest, story.When(Attach(Scan)).ThenRefused<TooManyFiles>().Max);
        Assert.DoesNotContain("attachments", RequestActions.Permitted(story.File, story.File.Request(Number)!, Now));
    }

    [Fact]
    public void A_type_of_no_line_of_the_table_is_refused() => Open().When(Attach(Scan with { Type = "text/html" })).ThenRefused<FileTypeNotTaken>();

    [Fact]
    public void Files_change_no_term()
    {
        var before = Open();
        Assert.Equal(Structure.Of(before.Obligations()), Structure.Of(before.When(Attach(Scan)).Obligations()));
    }

    [Theory]
    [InlineData("скан.pdf", "%PDF-1.7", "application/pdf")]
    [InlineData("СКАН.PDF", "%PDF-1.4", "application/pdf")]
    [InlineData("a.png", "\u0089PNG\r\n\u001a\n", "image/png")]
    [InlineData("a.jpeg", "\u00ff\u00d8\u00ff\u00e0", "image/jpeg")]
    [InlineData("a.tif", "II*\0", "image/tiff")]
    [InlineData("a.tiff", "MM\0*", "image/tiff")]
    [InlineData("письмо.txt", "Прошу сообщить\r\n\tо данных", "text/plain")]
    [InlineData("a.p7s", "0\u0082\u0001", "application/pkcs7-signature")]
    [InlineData("a.sig", "MIIB", "application/pkcs7-signature")]
    [InlineData("a.sig", "-----BEGIN CMS-----", "application/pkcs7-signature")]
    [InlineData("a.docx", "PK\u0003\u0004", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    [InlineData("a.xlsx", "PK\u0003\u0004", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    [InlineData("a.odt", "PK\u0003\u0004..........................mimetypeapplication/vnd.oasis.opendocument.textPK", "application/vnd.oasis.opendocument.text")]
    [InlineData("a.odt", "PK\u0003\u0004..........................mimetypeapplication/zip", null)]
    [InlineData("a.odt", "PK\u0003\u0004", null)]
    [InlineData("a.pdf", "MZ", null)]
    [InlineData("a.pdf", " %PDF-1.7", null)]
    [InlineData("a.pdf", "", null)]
    [InlineData("a.png", "\u00ff\u00d8\u00ff\u00e0", null)]
    [InlineData("a.txt", "MZ\0\0", null)]
    [InlineData("a.sig", "0", null)]
    [InlineData("a.exe", "MZ", null)]
    [InlineData("a.html", "<html>", null)]
    [InlineData("a.svg", "<svg>", null)]
    [InlineData("a.pdf.exe", "%PDF-1.7", null)]
    [InlineData("pdf", "%PDF-1.7", null)]
    public void A_type_is_known_by_the_name_and_by_the_first_bytes(string name, string head, string? type) =>
        Assert.Equal(type, AttachmentTypes.Find(name, head.Any(c => c > 'ÿ') ? Encoding.UTF8.GetBytes(head) : Encoding.Latin1.GetBytes(head)));

    private static Story Open() => Given().When(new RegisterRequest(Now, Number, Now, Channel.Email, [new Demand(1, DemandKind.Access, [], null)], null, null, null))
        .When(new ConfirmIdentity(Now, Number, IdentityLevel.Document, null));

    private static AttachFile Attach(Attachment file) => new(Now, Number, file, Name);
}
