using System.Net.Sockets;
using Kaki.Kernel;

namespace Kaki.Host.Commands;

/// <summary>What a terminal is told when a command breaks off for a reason nobody foresaw: what happened, and where the trace lies.</summary>
internal static class BrokeOff
{
    public static string Words(Exception e)
    {
        var what = $"This broke off: {Cause(e).Message.ReplaceLineEndings(" ").TrimEnd('.')}.";
        return Kept(e) is { } file ? $"{what}\nbin/kaki doctor looks the site over. If it finds nothing, send {file} to whoever looks after Kaki." : $"{what}\n{e}";
    }

    // The innermost that still says where: a socket knows no address.
    private static Exception Cause(Exception e) => e.InnerException is { } inner and not SocketException ? Cause(inner) : e;

    private static string? Kept(Exception e)
    {
        try
        {
            // A name nobody can lay a link under beforehand, for its owner's eyes.
            var file = Path.Combine(Path.GetTempPath(), $"kaki-broke-off-{Path.GetRandomFileName()}.txt");
            using var text = new StreamWriter(OwnerOnly.Write(file, FileMode.CreateNew));
            text.Write(e.ToString());
            return file;
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
