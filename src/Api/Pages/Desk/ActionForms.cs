using Consent.Domain;
using Consent.Storage;

namespace Consent.Api;

/// <summary>How a field of an action is filled in.</summary>
public enum ActionInput { Line, Text, Choice, Checks, Check, Instant, Hidden }

/// <summary>A field of an action, named as the API names it.</summary>
public sealed record ActionField(string Name, ActionInput Input, bool IsRequired = false, IReadOnlyList<(string Value, string Text)>? Options = null, string? Value = null);

/// <summary>What each action asks for; which actions there are is told by the request itself.</summary>
public static class ActionForms
{
    // Those that are decided on a page of their own, where the letter is seen first, what comes as a file, and the author, who is looked for.
    private static readonly string[] Elsewhere = ["answer", "refuse", "extend", "note", FilesDesk.Signature, FilesDesk.Attachments, RequestDesk.NameSubject];

    /// <summary>The permitted actions that have a form beside the demands.</summary>
    public static IEnumerable<string> Of(RequestModel model) => model.MayAct ? model.Request.Actions.Where(action => !Elsewhere.Contains(action)) : [];

    public static IReadOnlyList<ActionField> Fields(string action, RequestModel model) => action switch
    {
        "acknowledge" => [Choice<Channel>("by", "Channel")],
        "confirm-identity" => [new("level", ActionInput.Choice, true, Words.All<IdentityLevel>().Skip(1).Select(word => (word, Names.Of("Identity", word))).ToList()), new("evidence", ActionInput.Text)],
        "ask-particulars" => [Particulars(model), new("text", ActionInput.Text)],
        "receive-particulars" => [Demand(model, open: true), Particulars(model), new("receivedAt", ActionInput.Instant), new("text", ActionInput.Text, true)],
        "assign" => [new("to", ActionInput.Line, true)],
        "provide-data" => [Demand(model, open: true), new("system", ActionInput.Line, true), .. Enumerable.Range(0, 3).SelectMany(Item)],
        "rectify" => [Demand(model), new("what", ActionInput.Text)],
        "lift-block" => [Demand(model), new("reason", ActionInput.Text)],
        "find-unlawfulness" => [Demand(model), new("foundAt", ActionInput.Instant), new("grounds", ActionInput.Text, true)],
        "fulfil" => [Obligation(model), new("doneAt", ActionInput.Instant), new("reference", ActionInput.Line), new("evidence", ActionInput.Text)],
        "release" => [Obligation(model), new("article", ActionInput.Line, true), new("reason", ActionInput.Text, true)],
        "postpone-destruction" => [Obligation(model), new("reason", ActionInput.Text, true)],
        "accept-recount" => [Obligation(model)],
        "withdraw" => [new("reason", ActionInput.Text)],
        "close" => [new("note", ActionInput.Text)],
        "reopen" => [Demand(model), new("reason", ActionInput.Text, true)],
        "complaint" => [new("to", ActionInput.Choice, true, Words.All<ComplaintTo>().Select(word => (word, Names.Of("Detail", word))).ToList()), new("reference", ActionInput.Line)],
        "note" => [new("text", ActionInput.Text, true), new("public", ActionInput.Check)],
        _ => [],
    };

    private static ActionField Choice<T>(string name, string family) where T : struct, Enum =>
        new(name, ActionInput.Choice, false, Words.All<T>().Select(word => (word, Names.Of(family, word))).ToList());

    private static IEnumerable<ActionField> Item(int i) =>
        [new($"items[{i}].category", ActionInput.Line, i == 0), new($"items[{i}].value", ActionInput.Line, i == 0), new($"items[{i}].source", ActionInput.Line)];

    // One that there is no choice of is not asked about.
    private static ActionField Demand(RequestModel model, bool open = false)
    {
        var demands = model.Request.Demands.Where(demand => !open || demand.Status == "open").ToList();
        return demands.Count == 1 ? new ActionField("demand", ActionInput.Hidden, Value: demands[0].Id.ToString(System.Globalization.CultureInfo.InvariantCulture))
            : new ActionField("demand", ActionInput.Choice, true, demands.Select(demand => (demand.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), $"{demand.Id}. {Names.Of("Kind", demand.Kind)}")).ToList());
    }

    private static ActionField Obligation(RequestModel model) => new(
        "obligation", ActionInput.Choice, true,
        model.Request.Obligations.Where(owed => owed is { Status: "open" } or { Status: "missed", DoneAt: null })
            .Select(owed => (owed.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), $"{Names.Of("Duty", owed.Duty)}, {owed.Article}, {Dates.Digits(owed.Due)}")).ToList());

    private static ActionField Particulars(RequestModel model) => new(
        "what", ActionInput.Checks, false, Words.All<Particular>().Select(word => (word, Names.Of("Particular", word))).ToList(), string.Join(',', model.Request.Missing ?? []));
}
