using System.Security.Cryptography;
using System.Text;
using Kaki.Kernel;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Goods.Payments.Sandbox;

/// <summary>The test bank's own page, clearly marked as one.</summary>
internal sealed class SandboxPageModel(SandboxBank bank, SandboxSender sender, SandboxKeys keys, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)] public Id Id { get; set; }
    [BindProperty(SupportsGet = true)] public string? T { get; set; }
    public SandboxCharge Charge { get; private set; } = null!;
    public ChargeState State => Charge.StateAt(Instant.Now(clock));
    public bool StaysAway { get; private set; }

    public async Task OnGet() => Charge = await Find();

    public async Task<IActionResult> OnPost(SandboxChoice choice)
    {
        await Find();
        if (!ModelState.IsValid) throw Refusal.Invalid("choice", "body.malformed");
        await bank.Answer(Id, choice);
        if (choice == SandboxChoice.Before) await sender.SendDue(Instant.Now(clock), HttpContext.RequestAborted, Id);
        Charge = await Find();
        StaysAway = choice is SandboxChoice.Away or SandboxChoice.Lost;
        return StaysAway ? Page() : Redirect(Charge.ReturnUrl);
    }

    private async Task<SandboxCharge> Find()
    {
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(T ?? ""), Encoding.UTF8.GetBytes(keys.TokenOf(Id.ToString())))) throw Refusal.Missing();
        return await bank.Find(Id, HttpContext.RequestAborted) ?? throw Refusal.Missing();
    }
}
