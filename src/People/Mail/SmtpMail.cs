using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Kaki.People.Mail;

/// <summary>Speaks SMTP (RFC 5321) with one server: one connection per letter, TLS before a password is said.</summary>
internal sealed class SmtpMail(MailSettings settings) : IMail
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public async Task Send(Letter letter, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Limit);
        using var client = new TcpClient();
        await client.ConnectAsync(settings.Host!, settings.Port, limit.Token);
        await using var line = new Line(client.GetStream());
        if (settings.Tls == "tls") await line.Secure(settings.Host!, limit.Token);
        await line.Expect(220, limit.Token);
        await Greet(line, limit.Token);
        await line.Say($"MAIL FROM:<{Bare(settings.From)}>", 250, limit.Token);
        await line.Say($"RCPT TO:<{letter.Email}>", 250, limit.Token);
        await line.Say("DATA", 354, limit.Token);
        await line.Say(Stuffed(Eml.Write(letter, settings.From)) + ".", 250, limit.Token);
        await Quit(line, limit.Token);
    }

    // The letter is the server's by now: a good-bye that is lost must not send it again.
    private static async Task Quit(Line line, CancellationToken cancel)
    {
        try
        {
            await line.Say("QUIT", 221, cancel);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
        }
    }

    private async Task Greet(Line line, CancellationToken cancel)
    {
        await line.Say("EHLO kaki", 250, cancel);
        if (settings.Tls == "starttls")
        {
            await line.Say("STARTTLS", 220, cancel);
            await line.Secure(settings.Host!, cancel);
            await line.Say("EHLO kaki", 250, cancel);
        }
        if (settings.User is { Length: > 0 } user)
            await line.Say("AUTH PLAIN " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{user}\0{settings.Password}")), 235, cancel);
    }

    private static string Bare(string from) => from.IndexOf('<', StringComparison.Ordinal) is >= 0 and var at ? from[(at + 1)..].TrimEnd('>') : from;

    // A line that begins with a point would end the letter.
    private static string Stuffed(string eml) => eml.StartsWith('.') ? "." + eml : eml.Replace("\r\n.", "\r\n..");

    private sealed class Line(Stream stream) : IAsyncDisposable
    {
        private Stream stream = stream;
        private StreamReader reader = new(stream, Encoding.UTF8, leaveOpen: true);

        public async Task Secure(string host, CancellationToken cancel)
        {
            var secure = new SslStream(stream, leaveInnerStreamOpen: false);
            await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host }, cancel);
            stream = secure;
            reader = new StreamReader(secure, Encoding.UTF8, leaveOpen: true);
        }

        public async Task Say(string text, int expected, CancellationToken cancel)
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(text + "\r\n"), cancel);
            await stream.FlushAsync(cancel);
            await Expect(expected, cancel);
        }

        public async Task Expect(int expected, CancellationToken cancel)
        {
            string? answer;
            do answer = await reader.ReadLineAsync(cancel) ?? throw new IOException("The mail server hung up.");
            while (answer.Length > 3 && answer[3] == '-');
            if (!answer.StartsWith(expected.ToString(), StringComparison.Ordinal)) throw new IOException($"The mail server said {answer}");
        }

        public ValueTask DisposeAsync() => stream.DisposeAsync();
    }
}
