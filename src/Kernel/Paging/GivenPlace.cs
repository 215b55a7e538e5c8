using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using Kaki.Kernel.Refusals;

namespace Kaki.Kernel.Paging;

/// <summary>
/// Where the next page begins in a list whose order moves while it is read, as likes arrive: it names all that was given before it,
/// so none comes twice and none is passed over. After <see cref="MostLeading"/> the list goes on by id, which stands still.
/// </summary>
/// <param name="Below">Only what is older than this id follows; 0 while the leading are given.</param>
public sealed record GivenPlace(long Below, long[] Given)
{
    public const int MostLeading = 120;
    private const int MostOnPage = 60, MostGiven = MostLeading + MostOnPage, Word = sizeof(long);

    /// <summary>After one more page of the leading.</summary>
    public static GivenPlace AfterLeading(GivenPlace? before, IEnumerable<long> page)
    {
        long[] given = [.. before?.Given ?? [], .. page];
        return new(given.Length < MostLeading ? 0 : long.MaxValue, given);
    }

    public override string ToString()
    {
        var bytes = new byte[(1 + Given.Length) * Word];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Below);
        for (var i = 0; i < Given.Length; i++) BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan((i + 1) * Word), Given[i]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>The place an address names, or the beginning where it names none; what is no place is refused, as with <see cref="Cursor.Of"/>.</summary>
    public static GivenPlace? Of(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        var bytes = new byte[(1 + MostGiven) * Word];
        if (Base64Url.GetMaxDecodedLength(text.Length) > bytes.Length || Base64Url.DecodeFromChars(text, bytes, out _, out var n) != OperationStatus.Done || n < Word || n % Word != 0) throw Refusal.Invalid("after", "cursor.unknown");
        var words = Enumerable.Range(0, n / Word).Select(i => BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(i * Word))).ToArray();
        return new(words[0], words[1..]);
    }
}
