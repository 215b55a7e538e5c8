using Kaki.Learning.Models;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Models;

public class ModelFileTests
{
    static byte[] Saved(string kind = "test.pair", int version = 2)
    {
        using var to = new MemoryStream();
        ModelFile.Save(to, kind, version, body =>
        {
            body.WriteAll<float>([1.5f, -2, 3]);
            body.WriteAll<int>([7, 8]);
        });
        return to.ToArray();
    }

    static (float[] Weights, int[] Ids, int Version) Load(byte[] file, string kind = "test.pair", int newest = 2) =>
        ModelFile.Load(file, kind, newest, (body, version) => (body.ReadAll<float>(), body.ReadAll<int>(), version));

    static ModelFault Refused(byte[] file, string kind = "test.pair", int newest = 2) => Should.Throw<ModelFileException>(() => Load(file, kind, newest)).Fault;

    [Fact]
    public void What_was_saved_is_loaded()
    {
        var (weights, ids, version) = Load(Saved());
        weights.ShouldBe([1.5f, -2, 3]);
        ids.ShouldBe([7, 8]);
        version.ShouldBe(2);
    }

    [Fact]
    public void Saving_twice_gives_the_same_bytes() => Saved().ShouldBe(Saved());

    [Fact]
    public void Every_cut_is_seen()
    {
        var file = Saved();
        for (var length = 8; length < file.Length; length++) Refused(file[..length]).ShouldBe(ModelFault.Torn);
        Refused([.. file, 0]).ShouldBe(ModelFault.Torn);
    }

    [Fact]
    public void Every_changed_byte_is_seen()
    {
        var file = Saved();
        for (var at = 0; at < file.Length; at++)
        {
            file[at] ^= 1;
            Refused(file).ShouldBe(at < 8 ? ModelFault.Foreign : ModelFault.Torn);
            file[at] ^= 1;
        }
    }

    [Fact]
    public void Foreign_empty_other_and_newer_files_are_refused_each_by_its_reason()
    {
        Refused([]).ShouldBe(ModelFault.Foreign);
        Refused("{\"model\": true}, and much more text than a header needs, so that length is not the reason"u8.ToArray()).ShouldBe(ModelFault.Foreign);
        Refused(Saved("test.other")).ShouldBe(ModelFault.OtherKind);
        Refused(Saved(version: 3)).ShouldBe(ModelFault.OtherVersion);
    }

    [Fact]
    public void A_reader_that_wants_more_or_less_than_is_there_is_refused()
    {
        Should.Throw<ModelFileException>(() => ModelFile.Load(Saved(), "test.pair", 2, (body, _) => body.ReadAll<float>())).Fault.ShouldBe(ModelFault.Torn);
        Should.Throw<ModelFileException>(() => ModelFile.Load(Saved(), "test.pair", 2, (body, _) => (body.ReadAll<float>(), body.ReadAll<int>(), body.ReadAll<int>()))).Fault.ShouldBe(ModelFault.Torn);
    }

    [Fact]
    public void A_file_on_disk_is_replaced_whole_or_not_at_all()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("kaki-model").FullName, "pair.model");
        ModelFile.Save(path, "test.pair", 1, body => body.WriteAll<int>([1]));
        Should.Throw<InvalidOperationException>(() => ModelFile.Save(path, "test.pair", 1, body =>
        {
            body.WriteAll<int>([2]);
            throw new InvalidOperationException();
        }));
        ModelFile.Load(path, "test.pair", 1, (body, _) => body.ReadAll<int>()).ShouldBe([1]);
        Directory.GetFiles(Path.GetDirectoryName(path)!).ShouldBe([path]);
    }

    [Fact]
    public async Task Two_who_save_to_one_place_do_not_destroy_each_other()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("kaki-model").FullName, "pair.model");
        using var begun = new Barrier(2);
        Task Saving(int number) => Task.Run(() => ModelFile.Save(path, "test.pair", 1, body =>
        {
            begun.SignalAndWait();
            body.WriteAll<int>([number, number]);
            begun.SignalAndWait();
        }));
        await Task.WhenAll(Saving(1), Saving(2));
        var read = ModelFile.Load(path, "test.pair", 1, (body, _) => body.ReadAll<int>());
        read.ShouldBe([read[0], read[0]]);
        Directory.GetFiles(Path.GetDirectoryName(path)!).ShouldBe([path]);
    }

    [Fact]
    public void What_lies_beside_it_is_left_alone()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("kaki-model").FullName, "pair.model");
        File.WriteAllText(path + ".part", "somebody else's");
        ModelFile.Save(path, "test.pair", 1, body => body.WriteAll<int>([1]));
        File.ReadAllText(path + ".part").ShouldBe("somebody else's");
    }

    [Fact]
    public void A_file_on_disk_is_read_without_a_copy_of_it()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("kaki-model").FullName, "large.model");
        const int size = 32 << 20;
        ModelFile.Save(path, "test.large", 1, body => body.WriteAll<byte>(new byte[size]));
        var before = GC.GetAllocatedBytesForCurrentThread();
        ModelFile.Load(path, "test.large", 1, (body, _) => body.ReadAll<byte>()).Length.ShouldBe(size);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(size + (8 << 20));
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^1]);
        Should.Throw<ModelFileException>(() => ModelFile.Load(path, "test.large", 1, (body, _) => body.ReadAll<byte>())).Fault.ShouldBe(ModelFault.Torn);
    }
}
