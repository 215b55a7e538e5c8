using System.Security.Cryptography;
using System.Text;

namespace Kaki.Learning.Models;

/// <summary>How every model of this library lies on disk: whole, of one kind and version, with a checksum over all of it.</summary>
/// <remarks>
/// <c>"KAKIMODL" · kind (length-prefixed UTF-8) · version (int32) · body · length of all before (int64) · SHA-256 of all before (32 bytes)</c>,
/// little-endian. The checksum is looked at before one number of the body is read, so a torn file never becomes a strange model.
/// A file is written beside its place, under a name of its own, and moved there when it is whole: a reader sees the old one or the new one, and of two who save at once the later.
/// It is read as a stream, twice, so a model may be larger than 2 GB and takes no memory beside its own.
/// </remarks>
public static class ModelFile
{
    static ReadOnlySpan<byte> Mark => "KAKIMODL"u8;

    const int Buffer = 1 << 20;
    const int TailLength = sizeof(long) + SHA256.HashSizeInBytes;

    /// <summary>Writes the model to <paramref name="path"/>, in the place of what lies there.</summary>
    /// <param name="path">Where it will lie.</param>
    /// <param name="kind">Names the kind of model, such as <c>recommend.items</c>.</param>
    /// <param name="version">Of the body's layout; raise it whenever that changes.</param>
    /// <param name="body">Writes the model's numbers; see <see cref="ModelNumbers"/> for arrays.</param>
    public static void Save(string path, string kind, int version, Action<BinaryWriter> body)
    {
        var beside = $"{path}.{Path.GetRandomFileName()}.part";
        var made = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None, Buffer);
        try
        {
            using (var file = made)
            {
                Save(file, kind, version, body);
                file.Flush(flushToDisk: true);
            }
            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    /// <summary>Writes the model to a stream, which stays open.</summary>
    public static void Save(Stream to, string kind, int version, Action<BinaryWriter> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        using var hash = SHA256.Create();
        var length = 0L;
        using (var hashed = new CryptoStream(to, hash, CryptoStreamMode.Write, leaveOpen: true))
        {
            using var counted = new CountingStream(hashed);
            using var writer = new BinaryWriter(counted, Encoding.UTF8, leaveOpen: true);
            writer.Write(Mark);
            writer.Write(kind);
            writer.Write(version);
            body(writer);
            writer.Flush();
            length = counted.Written;
        }
        Span<byte> tail = stackalloc byte[TailLength];
        BitConverter.TryWriteBytes(tail, length);
        hash.Hash.CopyTo(tail[sizeof(long)..]);
        to.Write(tail);
    }

    /// <summary>Reads a model that <see cref="Save(string,string,int,Action{BinaryWriter})"/> wrote.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="kind">The kind that is wanted.</param>
    /// <param name="newest">The newest version this program understands.</param>
    /// <param name="body">Reads the model's numbers; is given their version.</param>
    /// <exception cref="ModelFileException">The file is no model, torn, of another kind, or newer than this program.</exception>
    public static T Load<T>(string path, string kind, int newest, Func<BinaryReader, int, T> body)
    {
        // nobody writes between the two looks
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, Buffer);
        return Load(file, kind, newest, body);
    }

    /// <summary>Reads a model out of the bytes of its file.</summary>
    /// <exception cref="ModelFileException">The bytes are no model, torn, of another kind, or newer than this program.</exception>
    public static T Load<T>(byte[] file, string kind, int newest, Func<BinaryReader, int, T> body)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Load(new MemoryStream(file, writable: false), kind, newest, body);
    }

    static T Load<T>(Stream file, string kind, int newest, Func<BinaryReader, int, T> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        using var model = new ModelStream(file, Whole(file));
        using var reader = new BinaryReader(model, Encoding.UTF8);
        model.Position = Mark.Length;
        var found = reader.ReadString();
        if (found != kind) throw new ModelFileException(ModelFault.OtherKind, $"This is a model of kind {found}, not {kind}.");
        var version = reader.ReadInt32();
        if (version < 1 || version > newest) throw new ModelFileException(ModelFault.OtherVersion, $"This model has version {version}; this program reads 1 to {newest}.");
        return Read(reader, version, body);
    }

    // how much of it is the model: all but the tail, which must fit it
    static long Whole(Stream file)
    {
        Span<byte> mark = stackalloc byte[Mark.Length];
        if (file.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false) < mark.Length || !mark.SequenceEqual(Mark)) throw new ModelFileException(ModelFault.Foreign, "This is no model file.");
        var length = file.Length - TailLength;
        if (length < Mark.Length) throw new ModelFileException(ModelFault.Torn, "The file ends before the model does.");
        Span<byte> tail = stackalloc byte[TailLength];
        file.Position = length;
        file.ReadExactly(tail);
        if (BitConverter.ToInt64(tail) != length) throw new ModelFileException(ModelFault.Torn, "The file ends before the model does, or goes on after it.");
        file.Position = 0;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        using (var whole = new ModelStream(file, length)) SHA256.HashData(whole, hash);
        if (!hash.SequenceEqual(tail[sizeof(long)..])) throw new ModelFileException(ModelFault.Torn, "The checksum does not fit what the file holds.");
        return length;
    }

    static T Read<T>(BinaryReader reader, int version, Func<BinaryReader, int, T> body)
    {
        try
        {
            var model = body(reader, version);
            return reader.BaseStream.Position == reader.BaseStream.Length ? model : throw new ModelFileException(ModelFault.Torn, "The file holds more than this model.");
        }
        catch (EndOfStreamException)
        {
            throw new ModelFileException(ModelFault.Torn, "The file holds less than this model.");
        }
    }

    /// <summary>Passes on what is written and knows how much it was.</summary>
    sealed class CountingStream(Stream to) : Stream
    {
        public long Written { get; private set; }
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => Written;
        public override long Position { get => Written; set => throw new NotSupportedException(); }
        public override void Flush() => to.Flush();
        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            to.Write(buffer);
            Written += buffer.Length;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
