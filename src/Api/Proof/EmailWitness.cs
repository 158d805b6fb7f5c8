using System.Net.Mail;
using Consent.Engine.Proof;
using Consent.Storage.Proof;

namespace Consent.Api;

/// <summary>A mailbox: what lies in it nobody here can change.</summary>
internal sealed class EmailWitness(Mailer mailer, string address, TimeSpan every) : IWitness
{
    public string Name => "email";

    public TimeSpan Every => every;

    public Task<Checkpoint?> LastAsync(string origin, CancellationToken cancellationToken) => Task.FromResult<Checkpoint?>(null);

    public async Task SendAsync(Checkpoint head, Checkpoint? last, IReadOnlyList<byte[]> path, CancellationToken cancellationToken)
    {
        var letter = new MailText(address, Texts.Get("Witness.subject", head.Head.Origin, head.Head.Size), Texts.Get("Witness.body") + "\n\n" + head);
        try
        {
            await mailer.SendOnceAsync(letter, cancellationToken);
        }
        catch (Exception failure) when (failure is SmtpException or IOException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new WitnessException($"the mail server does not take it ({(failure as SmtpException)?.StatusCode.ToString() ?? failure.GetType().Name})", failure);
        }
    }
}
