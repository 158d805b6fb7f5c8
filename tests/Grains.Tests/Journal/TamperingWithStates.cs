using Consent.Conformance.Storage;
using Consent.Domain;
using Consent.Grains.Journal;

namespace Consent.Grains.Tests.Journal;

/// <summary>What somebody with a hand on the storage of grains may do to a file of three entries.</summary>
internal static class TamperingWithStates
{
    public static async Task DoAsync(JournalStore store, FileKey file, Tampering how)
    {
        var held = await store.FileAsync(file);
        var state = held.State;
        var entries = state.Entries;
        switch (how)
        {
            case Tampering.PayloadChanged: entries[0].Payload = entries[^1].Payload; break;
            case Tampering.ActorChanged: entries[0].Actor = "Anna"; break;
            case Tampering.InstantChanged: entries[1].At++; break;
            case Tampering.RequestChanged: entries[1].Request = "2026-000002"; break;
            case Tampering.HashChanged: entries[1].Hash = entries[^1].Hash; break;
            case Tampering.FirstRemoved: entries.RemoveAt(0); break;
            case Tampering.LastRemoved: entries.RemoveAt(entries.Count - 1); break;
            case Tampering.LastTwoSwapped: (entries[^2].Version, entries[^1].Version) = (entries[^1].Version, entries[^2].Version); break;
            case Tampering.FirstDuplicated: entries.Add(entries[0]); break;
            case Tampering.LastMovedToAnotherFile:
                var other = await store.FileAsync(file with { Subject = new SubjectId("somebody-else") });
                Assert.True(await other.TryWriteAsync(new FileState { Version = 1, Hash = entries[^1].Hash, Entries = [entries[^1]] }));
                entries.RemoveAt(entries.Count - 1);
                break;
            case Tampering.AllRemoved: entries.Clear(); break;
            case Tampering.HeadHashChanged: state.Hash = entries[0].Hash; break;
            case Tampering.HeadSetBack: state.Version--; break;
            case Tampering.HeadLost: (state.Version, state.Hash) = (0, []); break;
            default: throw new ArgumentOutOfRangeException(nameof(how));
        }

        Assert.True(await held.TryWriteAsync(state));
    }
}
