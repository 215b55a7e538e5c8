using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using Kaki.Kernel.Refusals;

namespace Kaki.Kernel.Paging;

/// <summary>
/// A place in a list: the sort key and id of the last row given. The next page is what lies beyond it,
/// so rows that arrive meanwhile neither repeat nor hide others.
/// </summary>
public readonly record struct Cursor(long Key, long Id) : IParsable<Cursor>
{
    /// <summary>The place an address names, or the beginning where it names none.</summary>
    /// <exception cref="Refusal">What it names is no place: it is not taken for the beginning, which the reader has had.</exception>
    public static Cursor? Of(string? after) =>
        string.IsNullOrEmpty(after) ? null : TryParse(after, null, out var cursor) ? cursor : throw Refusal.Invalid("after", "cursor.unknown");

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Key);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], Id);
        return Base64Url.EncodeToString(bytes);
    }

    public static bool TryParse([NotNullWhen(true)] string? text, IFormatProvider? provider, out Cursor cursor)
    {
        cursor = default;
        Span<byte> bytes = stackalloc byte[16];
        if (text is not { Length: 22 } || Base64Url.DecodeFromChars(text, bytes, out _, out var n) != OperationStatus.Done || n != 16) return false; // TryDecodeFromChars throws at a wrong letter
        cursor = new Cursor(BinaryPrimitives.ReadInt64BigEndian(bytes), BinaryPrimitives.ReadInt64BigEndian(bytes[8..]));
        return true;
    }

    public static Cursor Parse(string text, IFormatProvider? provider = null) =>
        TryParse(text, provider, out var cursor) ? cursor : throw new FormatException("Not a cursor.");
}

/// <summary>One page of a list and where the next begins; null at the end.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next)
{
    /// <summary>Cuts a page out of size + 1 rows that were read to see whether more follow.</summary>
    public static Page<T> Of(IReadOnlyList<T> rows, int size, Func<T, Cursor> place) =>
        rows.Count <= size ? new(rows, null) : new([.. rows.Take(size)], place(rows[size - 1]).ToString());
}
