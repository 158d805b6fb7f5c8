namespace Consent.Api;

/// <summary>What came is malformed: the fields and what is wrong with each (400).</summary>
public sealed class InvalidRequestException(IReadOnlyDictionary<string, string[]> errors) : Exception("The request is malformed.")
{
    public InvalidRequestException(string field, string what) : this(new Dictionary<string, string[]> { [field] = [what] }) { }

    public IReadOnlyDictionary<string, string[]> Errors { get; } = errors;
}
