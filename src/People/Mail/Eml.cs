using System.Globalization;
using System.Text;

namespace Kaki.People.Mail;

/// <summary>A letter as RFC 5322 text: plain text in UTF-8, base64, CRLF throughout.</summary>
internal static class Eml
{
    public static string Write(Letter letter, string from)
    {
        var text = new StringBuilder()
            .Append("Date: ").Append(letter.Written.Time.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture)).Append("\r\n")
            .Append("From: ").Append(from).Append("\r\n")
            .Append("To: ").Append(letter.Email).Append("\r\n")
            .Append("Subject: ").Append(Word(letter.Subject)).Append("\r\n")
            .Append("Message-ID: <").Append(letter.Id).Append('@').Append(from[(from.LastIndexOf('@') + 1)..].TrimEnd('>')).Append(">\r\n")
            .Append("Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n");
        return text.Append(Lines(letter.Body)).ToString();
    }

    // An encoded word holds at most 75 characters (RFC 2047): 45 bytes of UTF-8, cut between characters.
    private static string Word(string subject)
    {
        var words = new List<string>();
        var part = new StringBuilder();
        foreach (var rune in subject.ReplaceLineEndings(" ").EnumerateRunes())
        {
            if (Encoding.UTF8.GetByteCount(part.ToString()) + rune.Utf8SequenceLength > 42) { words.Add(part.ToString()); part.Clear(); }
            part.Append(rune.ToString());
        }
        if (part.Length > 0) words.Add(part.ToString());
        return string.Join("\r\n ", words.Select(w => $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(w))}?="));
    }

    private static string Lines(string body)
    {
        var base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(body.ReplaceLineEndings("\r\n")));
        var lines = new StringBuilder();
        for (var i = 0; i < base64.Length; i += 76) lines.Append(base64, i, Math.Min(76, base64.Length - i)).Append("\r\n");
        return lines.ToString();
    }
}
