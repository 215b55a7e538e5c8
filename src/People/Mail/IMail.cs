namespace Kaki.People.Mail;

/// <summary>Carries letters out of the house: into a folder by default, by SMTP when configured.</summary>
internal interface IMail
{
    Task Send(Letter letter, CancellationToken cancel);
}

/// <param name="From">The address letters come from.</param>
/// <param name="Folder">Where letters are put as .eml files when no server is named.</param>
/// <param name="Host">The SMTP server; null for the folder.</param>
/// <param name="Tls">"starttls" (587, the default), "tls" (465) or "none" (a relay on the same machine).</param>
internal sealed record MailSettings(string From, string Folder, string? Host, int Port, string Tls, string? User, string? Password);

/// <summary>The address links in letters begin with. It never comes from a request: a forged Host header must not end up in somebody's mail.</summary>
internal sealed record SiteAddress(string Origin);
