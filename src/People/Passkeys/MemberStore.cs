using Kaki.Kernel.Data;
using Kaki.People.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Passkeys;

/// <summary>
/// What the framework's passkey protocol reads: whose credential it is. It writes nothing here; the use cases do, in their own transactions.
/// </summary>
internal sealed class MemberStore(AppDb db) : IUserPasskeyStore<Member>
{
    public async Task<UserPasskeyInfo?> FindPasskeyAsync(Member user, byte[] credentialId, CancellationToken cancel)
    {
        var hex = Convert.ToHexStringLower(credentialId);
        return (await db.Set<Passkey>().AsNoTracking().SingleOrDefaultAsync(p => p.Credential == hex && p.MemberId == user.Id, cancel))?.Unpack();
    }

    public async Task<Member?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancel)
    {
        var hex = Convert.ToHexStringLower(credentialId);
        return await db.Set<Member>().AsNoTracking().Where(m => db.Set<Passkey>().Any(p => p.MemberId == m.Id && p.Credential == hex)).SingleOrDefaultAsync(cancel);
    }

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Member user, CancellationToken cancel) =>
        [.. (await db.Set<Passkey>().AsNoTracking().Where(p => p.MemberId == user.Id).OrderBy(p => p.Id).Take(Passkey.MostPerMember).ToListAsync(cancel)).Select(p => p.Unpack())];

    public Task<Member?> FindByIdAsync(string userId, CancellationToken cancel)
    {
        var id = long.TryParse(userId, out var parsed) ? parsed : 0;
        return db.Set<Member>().AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, cancel);
    }

    public Task<Member?> FindByNameAsync(string normalizedUserName, CancellationToken cancel)
    {
        var handle = normalizedUserName.ToLowerInvariant();
        return db.Set<Member>().AsNoTracking().SingleOrDefaultAsync(m => m.Handle == handle, cancel);
    }

    public Task<string> GetUserIdAsync(Member user, CancellationToken cancel) => Task.FromResult(user.Id.ToString());
    public Task<string?> GetUserNameAsync(Member user, CancellationToken cancel) => Task.FromResult<string?>(user.Handle);
    public Task<string?> GetNormalizedUserNameAsync(Member user, CancellationToken cancel) => Task.FromResult<string?>(user.Handle);

    public Task AddOrUpdatePasskeyAsync(Member user, UserPasskeyInfo passkey, CancellationToken cancel) => throw NotHere();
    public Task RemovePasskeyAsync(Member user, byte[] credentialId, CancellationToken cancel) => throw NotHere();
    public Task SetUserNameAsync(Member user, string? userName, CancellationToken cancel) => throw NotHere();
    public Task SetNormalizedUserNameAsync(Member user, string? normalizedName, CancellationToken cancel) => throw NotHere();
    public Task<IdentityResult> CreateAsync(Member user, CancellationToken cancel) => throw NotHere();
    public Task<IdentityResult> UpdateAsync(Member user, CancellationToken cancel) => throw NotHere();
    public Task<IdentityResult> DeleteAsync(Member user, CancellationToken cancel) => throw NotHere();
    public void Dispose() { }

    private static NotSupportedException NotHere() => new("Members and passkeys are written by their use cases.");
}
