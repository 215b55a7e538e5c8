using Kaki.Kernel;

namespace Kaki.People.Mail;

/// <summary>Puts letters into a folder, for a site without a mail server and for looking at them.</summary>
internal sealed class FolderMail(MailSettings settings) : IMail
{
    public async Task Send(Letter letter, CancellationToken cancel)
    {
        OwnerOnly.Folder(settings.Folder);
        var path = Path.Combine(settings.Folder, $"{letter.Written.Time:yyyyMMdd-HHmmss}-{letter.Id}.eml");
        await using (var file = new StreamWriter(OwnerOnly.Write(path + ".part", FileMode.Create))) await file.WriteAsync(Eml.Write(letter, settings.From).AsMemory(), cancel);
        File.Move(path + ".part", path, overwrite: true);
    }
}
