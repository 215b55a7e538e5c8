using Kaki.Learning.Bench;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Bench;

public sealed class PdqBenchTests : IDisposable
{
    readonly string file = Path.GetTempFileName();

    [Theory]
    [InlineData("FilePath,Hash\nbridge.jpg\n", "line 2")]
    [InlineData("FilePath,Hash\n\nbridge.jpg,d8f8\n", "line 3")]
    [InlineData("FilePath,Hash\nbridge.jpg,zzf8f0cee0f4a84f0637022a078f67f0b36e2ed596621e1d33e6339c4e9c9b22\n", "line 2")]
    [InlineData("FilePath,Hash\n", "names no picture")]
    public void A_line_that_cannot_be_read_is_named(string text, string named)
    {
        File.WriteAllText(file, text);
        Should.Throw<InvalidDataException>(() => PdqBench.Run(file, (_, _) => throw new InvalidOperationException("nothing is decoded"), TextWriter.Null, TestContext.Current.CancellationToken))
            .Message.ShouldSatisfyAllConditions(message => message.ShouldContain(file), message => message.ShouldContain(named));
    }

    [Fact]
    public void It_can_be_cancelled()
    {
        File.WriteAllText(file, "FilePath,Hash\nbridge.jpg,d8f8f0cee0f4a84f0637022a078f67f0b36e2ed596621e1d33e6339c4e9c9b22\n");
        Should.Throw<OperationCanceledException>(() => PdqBench.Run(file, (_, _) => throw new InvalidOperationException("nothing is decoded"), TextWriter.Null, new(canceled: true)));
    }

    public void Dispose() => File.Delete(file);
}
