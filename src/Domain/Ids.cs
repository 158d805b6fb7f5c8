namespace Consent.Domain;

/// <summary>An operator (ст. 3 п. 2): the tenant. 1–64 of <c>a–z 0–9 -</c>.</summary>
public readonly record struct OperatorId(string Value)
{
    /// <summary>The installation itself: the list of operators and the keys of those who run it.</summary>
    public static readonly OperatorId Installation = new("~");

    /// <summary>False for anything but 1–64 of <c>a–z 0–9 -</c>, so the installation cannot be named by a client.</summary>
    public static bool TryParse(string? text, out OperatorId id)
    {
        id = new OperatorId(text ?? "");
        return text is { Length: >= 1 and <= 64 } && text.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');
    }

    public override string ToString() => Value;
}

/// <summary>The operator's own opaque name of a person; never an address, a phone or a document.</summary>
public readonly record struct SubjectId(string Value)
{
    public const int MaxLength = 128;

    /// <summary>The file of an operator's catalogue lies beside the files of its subjects; the tilde is closed to clients.</summary>
    public static readonly SubjectId Catalogue = new("~catalogue");

    /// <summary>The file of a request whose author is not yet known as a subject.</summary>
    public static SubjectId OfRequest(string number) => new("~" + number);

    /// <summary>False where the service named the file itself: such a name says nothing to a client.</summary>
    public bool IsNamedByOperator => !Value.StartsWith('~');

    public override string ToString() => Value;
}

/// <summary>One subject at one operator: the unit of consistency.</summary>
public readonly record struct FileKey(OperatorId Operator, SubjectId Subject)
{
    public static FileKey OfCatalogue(OperatorId operatorId) => new(operatorId, SubjectId.Catalogue);

    public override string ToString() => $"{Operator.Value}/{Subject.Value}";

    public static FileKey Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return new FileKey(new OperatorId(text[..slash]), new SubjectId(text[(slash + 1)..]));
    }
}

/// <summary>A purpose of processing (ст. 5) by its code in the operator's catalogue.</summary>
public readonly record struct PurposeCode(string Value)
{
    public override string ToString() => Value;
}

/// <summary>One version of a consent text.</summary>
public readonly record struct TextRef(string Code, TextVersion Version);

/// <summary>A version as its publisher writes it, a number or a word; <c>1</c> and <c>"1"</c> are the same version.</summary>
public readonly record struct TextVersion(string Value, bool IsNumber = false)
{
    public bool Equals(TextVersion other) => Value == other.Value;

    public override int GetHashCode() => string.GetHashCode(Value, StringComparison.Ordinal);

    public override string ToString() => Value;
}
