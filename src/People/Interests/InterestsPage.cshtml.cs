using Kaki.Kernel;
using Kaki.Kernel.Http;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.People.Interests;

internal class InterestsPageModel(PickInterests pick) : PageModel, IShowAgain
{
    private List<string>? written;
    public IReadOnlySet<string> Picked { get; private set; } = new HashSet<string>();

    public Task OnGet() => Fill(HttpContext.Caller());

    public async Task<IActionResult> OnPost([FromForm] List<string> interests, [FromForm] string? own)
    {
        ModelState.Clear();
        written = [.. interests, .. (own ?? "").Split([',', '，', '、', '#'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        await pick.Run(HttpContext.Caller(), written);
        return Redirect(After);
    }

    protected virtual string After => "/settings/interests?saved=1";

    public async Task Fill(Caller caller) =>
        Picked = written?.ToHashSet() ?? (await pick.Mine(caller)).Select(i => i.Key).ToHashSet();
}

/// <summary>The same choice right after sign-up, with a way past it.</summary>
internal sealed class WelcomePageModel(PickInterests pick) : InterestsPageModel(pick)
{
    [BindProperty(SupportsGet = true, Name = "return")] public string? Return { get; set; }
    public string Back => LocalPath.Of(Return);
    protected override string After => Back;
}
