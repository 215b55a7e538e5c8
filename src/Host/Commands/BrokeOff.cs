using System.Net.Sockets;

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
            var file = Path.Combine(Path.GetTempPath(), $"kaki-broke-off-{Environment.ProcessId}.txt");
            File.WriteAllText(file, e.ToString());
            return file;
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
