using Kaki.Kernel.Refusals;

namespace Kaki.Trust.Auditing;

/// <summary>Why a moderator decided so: whoever wrote the thing reads it, and it stays in the audit.</summary>
public static class Reason
{
    public const int Longest = 500;

    public static string Checked(string? why, bool needed)
    {
        var said = why?.Trim() ?? "";
        if (said.Length > Longest) throw Refusal.Invalid("why", "moderation.why_length", Longest);
        return said.Length > 0 || !needed ? said : throw Refusal.Invalid("why", "moderation.why");
    }
}
