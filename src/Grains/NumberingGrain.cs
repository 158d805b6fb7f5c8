using System.Globalization;
using Consent.Domain;
using Consent.Engine;
using Consent.Storage;
using Orleans.Concurrency;
using Orleans.Placement;

namespace Consent.Grains;

/// <summary>The numbers of one operator's year; its key is <c>operator/year</c>. The command passes through it, so that a number lives and dies with
/// its use: who asked may vanish and nothing is lost, and when this grain vanishes the next activation looks into the register.</summary>
[Alias("consent.numbering")]
public interface INumberingGrain : IGrainWithStringKey
{
    [Alias("execute")]
    Task<Reply> ExecuteAsync(string file, CommandMessage message);
}

/// <summary>One series for the whole cluster. Many commands at once: each waits for its own file only.</summary>
[Reentrant, HashBasedPlacement]
public sealed class NumberingGrain(IRegister register, Catalogues catalogues) : Grain, INumberingGrain
{
    private readonly Numbering _numbering = new(register);

    /// <summary>The key of the series that a command belongs to.</summary>
    public static string KeyOf(OperatorId operatorId, Rules rules, FileCommand command) =>
        string.Create(CultureInfo.InvariantCulture, $"{operatorId.Value}/{rules.DayOf(command.At).Year}");

    public Task<Reply> ExecuteAsync(string file, CommandMessage message) => Wire.ReplyAsync(async () =>
    {
        var key = FileKey.Parse(file);
        return Wire.Write(await _numbering.ExecuteAsync(key, Wire.Read(message), catalogues.Known(key.Operator), async (own, numbered) =>
            Wire.ReadOutcome(await GrainFactory.GetGrain<ISubjectFileGrain>(own.ToString()).ExecuteAsync(Wire.Write(numbered)))));
    });
}
