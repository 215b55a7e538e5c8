using Kaki.Learning.Models;
using Kaki.Learning.Vision;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Vision;

public class PdqIndexTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(60)]
    public void It_finds_exactly_what_a_scan_finds(int radius)
    {
        var random = new Random(radius);
        var hashes = Hashes(6000, random);
        var index = new PdqIndex();
        for (var i = 0; i < hashes.Length; i++) index.Put(i, hashes[i]);
        for (var i = 0; i < 300; i++)
        {
            var asked = Changed(hashes[random.Next(hashes.Length)], random.Next(70), random);
            index.Within(asked, radius).ShouldBe(Scan(Enumerable.Range(0, hashes.Length).ToDictionary(id => (long)id, id => hashes[id]), asked, radius));
        }
    }

    [Fact]
    public void It_stays_exact_while_hashes_come_change_and_go()
    {
        var random = new Random(1);
        var hashes = Hashes(9000, random);
        var index = new PdqIndex();
        var there = new Dictionary<long, PdqHash>();
        for (var step = 0; step < 20_000; step++)
        {
            var id = random.NextInt64(9000);
            if (random.Next(3) == 0) index.Remove(id).ShouldBe(there.Remove(id));
            else
            {
                var hash = hashes[random.Next(hashes.Length)];
                index.Put(id, hash);
                there[id] = hash;
            }
            if (step % 200 != 0) continue;
            index.Count.ShouldBe(there.Count);
            var asked = Changed(hashes[random.Next(hashes.Length)], random.Next(40), random);
            index.Within(asked).ShouldBe(Scan(there, asked, 31));
        }
        there.Count.ShouldBeGreaterThan(5000, "or the buckets were never used");
    }

    [Fact]
    public void Very_many_alike_are_all_found()
    {
        var index = new PdqIndex();
        var hash = Hashes(1, new(2))[0];
        for (var id = 0; id < 10_000; id++) index.Put(id, hash);
        index.Within(hash, 0).Count.ShouldBe(10_000);
    }

    [Fact]
    public void Empty_it_finds_nothing()
    {
        var index = new PdqIndex();
        index.Within(default).ShouldBeEmpty();
        index.Remove(7).ShouldBeFalse();
        Should.Throw<ArgumentOutOfRangeException>(() => index.Within(default, -1));
    }

    [Fact]
    public void What_is_saved_is_loaded_and_a_torn_file_refused()
    {
        var path = Path.GetTempFileName();
        try
        {
            var hashes = Hashes(5000, new(3));
            var index = new PdqIndex();
            for (var i = 0; i < hashes.Length; i++) index.Put(i * 3L, hashes[i]);
            index.Save(path);
            var loaded = PdqIndex.Load(path);
            loaded.Count.ShouldBe(5000);
            loaded.Within(hashes[77]).ShouldBe(index.Within(hashes[77]));
            File.WriteAllBytes(path, File.ReadAllBytes(path)[..^100]);
            Should.Throw<ModelFileException>(() => PdqIndex.Load(path)).Fault.ShouldBe(ModelFault.Torn);
        }
        finally
        {
            File.Delete(path);
        }
    }

    // a third random, a third near those, a third with one row all alike: a few buckets are crowded
    static PdqHash[] Hashes(int count, Random random)
    {
        var hashes = new PdqHash[count];
        for (var i = 0; i < count; i++)
            hashes[i] = (i % 3) switch
            {
                1 => Changed(hashes[i - 1], random.Next(40), random),
                2 => hashes[i - 2] with { Word2 = 0x1234_5678_9abc_def0 },
                _ => new((ulong)random.NextInt64() * 3, (ulong)random.NextInt64() * 3, (ulong)random.NextInt64() * 3, (ulong)random.NextInt64() * 3),
            };
        return hashes;
    }

    static PdqHash Changed(PdqHash hash, int bits, Random random)
    {
        for (var i = 0; i < bits; i++)
        {
            var mask = 1UL << random.Next(64);
            hash = random.Next(4) switch
            {
                0 => hash with { Word0 = hash.Word0 ^ mask },
                1 => hash with { Word1 = hash.Word1 ^ mask },
                2 => hash with { Word2 = hash.Word2 ^ mask },
                _ => hash with { Word3 = hash.Word3 ^ mask },
            };
        }
        return hash;
    }

    static List<PdqNeighbour> Scan(Dictionary<long, PdqHash> hashes, PdqHash asked, int radius) =>
        [.. hashes.Select(pair => new PdqNeighbour(pair.Key, pair.Value.DistanceTo(asked))).Where(found => found.Distance <= radius).OrderBy(found => found.Distance).ThenBy(found => found.Id)];
}
