using System.Net;
using System.Net.Sockets;
using System.Text;
using Kaki.Kernel;
using Kaki.People.Mail;

namespace Kaki.Tests.People.Mail;

public class SmtpTests
{
    private static readonly Letter Letter = new() { Id = 7, Email = "amy@example.org", Subject = "柿子熟了，你收到一封很长很长的信，标题要分成好几段才写得下", Body = ".一行\n..两行\n", Written = new Instant(1_700_000_000_000_000) };

    [Fact]
    public async Task A_letter_arrives_whole_by_smtp()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var heard = Serve(server, "250 taken");
        await new SmtpMail(Settings(server)).Send(Letter, CancellationToken.None);
        var lines = await heard;
        lines.ShouldContain("MAIL FROM:<kaki@example.org>");
        lines.ShouldContain("RCPT TO:<amy@example.org>");
        lines.ShouldContain("AUTH PLAIN " + Convert.ToBase64String(Encoding.UTF8.GetBytes("\0user\0secret")));
        var body = string.Concat(lines.SkipWhile(l => l != "").Skip(1).TakeWhile(l => l != "."));
        Encoding.UTF8.GetString(Convert.FromBase64String(body)).ShouldBe(".一行\r\n..两行\r\n");
        Subject(lines).ShouldBe(Letter.Subject);
    }

    [Fact]
    public async Task A_server_that_refuses_is_an_error_with_its_words()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        _ = Serve(server, "452 no room");
        (await Should.ThrowAsync<IOException>(() => new SmtpMail(Settings(server)).Send(Letter, CancellationToken.None))).Message.ShouldContain("452");
    }

    [Fact]
    public async Task A_server_that_hangs_up_without_a_good_bye_has_the_letter()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var heard = Serve(server, "250 taken", bye: false);
        await new SmtpMail(Settings(server)).Send(Letter, CancellationToken.None);
        (await heard).ShouldContain("QUIT");
    }

    private static MailSettings Settings(TcpListener server) => new("Kaki <kaki@example.org>", "", "127.0.0.1", ((IPEndPoint)server.LocalEndpoint).Port, "none", "user", "secret");

    private static string Subject(List<string> lines)
    {
        var start = lines.FindIndex(l => l.StartsWith("Subject: ", StringComparison.Ordinal));
        var words = lines.Skip(start).Take(1).Select(l => l[9..]).Concat(lines.Skip(start + 1).TakeWhile(l => l.StartsWith(' ')).Select(l => l[1..]));
        return string.Concat(words.Select(w => { w.Length.ShouldBeLessThanOrEqualTo(75); return Encoding.UTF8.GetString(Convert.FromBase64String(w["=?utf-8?B?".Length..^2])); }));
    }

    /// <summary>A mail server of a few lines.</summary>
    private static async Task<List<string>> Serve(TcpListener server, string taken, bool bye = true)
    {
        using var client = await server.AcceptTcpClientAsync();
        using var reader = new StreamReader(client.GetStream());
        await using var writer = new StreamWriter(client.GetStream()) { AutoFlush = true, NewLine = "\r\n" };
        var lines = new List<string>();
        await writer.WriteLineAsync("220 here");
        while (await reader.ReadLineAsync() is { } line)
        {
            lines.Add(line);
            if (line == "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                string? text;
                while ((text = await reader.ReadLineAsync()) is not null) { lines.Add(text); if (text == ".") break; }
                await writer.WriteLineAsync(taken);
            }
            else if (line == "QUIT") { if (bye) await writer.WriteLineAsync("221 bye"); break; }
            else if (line.StartsWith("EHLO", StringComparison.Ordinal)) await writer.WriteAsync("250-here\r\n250 AUTH PLAIN\r\n");
            else await writer.WriteLineAsync(line.StartsWith("AUTH", StringComparison.Ordinal) ? "235 welcome" : "250 fine");
        }
        return lines;
    }
}
