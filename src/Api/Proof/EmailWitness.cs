using System.Net;
using System.Net.Mail;
using Consent.Engine.Proof;
using Consent.Storage.Proof;

namespace Consent.Api;

/// <summary>A mailbox: what lies in it nobody here can change.</summary>
internal sealed class EmailWitness(WitnessOptions options) : IWitness
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public string Name => "email";

    public TimeSpan Every => TimeSpan.FromSeconds(options.EmailSeconds);

    public Task<Checkpoint?> LastAsync(string origin, CancellationToken cancellationToken) => Task.FromResult<Checkpoint?>(null);

    public async Task SendAsync(Checkpoint head, Checkpoint? last, IReadOnlyList<byte[]> path, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        using var client = new SmtpClient(options.SmtpHost, options.SmtpPort) { EnableSsl = options.SmtpTls };
        if (options.SmtpUser is { } user) client.Credentials = new NetworkCredential(user, options.SmtpPassword);
        using var letter = new MailMessage(options.From ?? options.Email!, options.Email!)
        {
            Subject = Texts.Get("Witness.subject", head.Head.Origin, head.Head.Size),
            Body = Texts.Get("Witness.body") + "\n\n" + head,
        };
        letter.Headers.Add("Message-ID", $"<{Guid.NewGuid():N}@{letter.From!.Host}>");
        try
        {
            await client.SendMailAsync(letter, patience.Token);
        }
        catch (Exception failure) when (failure is SmtpException or IOException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new WitnessException($"the mail server does not take it ({(failure as SmtpException)?.StatusCode.ToString() ?? failure.GetType().Name})", failure);
        }
    }
}
