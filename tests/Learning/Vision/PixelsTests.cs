using Kaki.Learning.Vision;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Vision;

public class PixelsTests
{
    [Theory]
    [InlineData(5, 1, 2)]
    [InlineData(6, 2, 2)]
    [InlineData(0, 0, 1)]
    [InlineData(12, -2, -2)]
    public void Bytes_must_fill_the_picture(int bytes, int width, int height) =>
        Should.Throw<ArgumentException>(() => new Pixels(new byte[bytes], width, height));
}
