using Consent.Conformance.Storage;
using Consent.Domain;
using Consent.Grains.Journal;
using Consent.Storage;
using Consent.Storage.Proof;

namespace Consent.Grains.Tests.Journal;

/// <summary>A grain journal over storage of its own.</summary>
internal sealed class GrainStore(TimeProvider clock) : Store
{
    private GrainJournal? _journal;

    public DictionaryStorage Storage { get; } = new();

    public MemoryRegister Memory { get; } = new();

    public JournalStore States => new(Storage, Storage);

    public override IJournal Journal => _journal ??= Another();

    public override IRegister Register => Memory;

    public override IProofStore Proofs => new GrainProofStore(States);

    public override IAttachmentStore Attachments => new GrainAttachments(States);

    /// <summary>The journal as a second process has it.</summary>
    public GrainJournal Another() => new(States, Memory, clock);

    public override Task TamperAsync(FileKey file, Tampering how) => TamperingWithStates.DoAsync(States, file, how);

    public override async Task ReopenAsync()
    {
        await DisposeAsync();
        _journal = null;
    }

    public override async ValueTask DisposeAsync()
    {
        if (_journal is not null) await _journal.DisposeAsync();
    }
}
