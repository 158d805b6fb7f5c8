namespace Consent.Domain;

/// <summary>Who processes on the operator's assignment (ст. 6 ч. 3).</summary>
public sealed record Processor(string Name, string Address);

/// <summary>Where abroad data goes or is to go, and to whom (ст. 12).</summary>
public sealed record CrossBorderTransfer(string Country, string? Recipient = null);

/// <summary>How a purpose is processed (ст. 3 п. 3, 4): by machine, by hand, or both.</summary>
public enum ProcessingMethods { Automated, Manual, Mixed }
