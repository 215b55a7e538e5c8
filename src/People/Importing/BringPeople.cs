using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.People.Accounts;
using Kaki.People.Follows;
using Kaki.People.Interests;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People;

/// <summary>Brings people and their follows in; whose handle is known was here before and stays as they are.</summary>
public sealed class BringPeople
{
    private readonly AppDb db;
    private readonly Passwords passwords;

    internal BringPeople(AppDb db, Passwords passwords) => (this.db, this.passwords) = (db, passwords);

    /// <returns>Everybody's id by handle, and who of them is new.</returns>
    public async Task<(Dictionary<string, long> Ids, HashSet<string> New)> Run(IReadOnlyList<PersonToBring> people)
    {
        var hashes = people.Select(p => p.Password).OfType<string>().Distinct().ToDictionary(p => p, passwords.Hash); // slow on purpose: once for each password
        return await db.Write(async () =>
        {
            var handles = people.Select(p => p.Handle).ToArray();
            var ids = await db.Set<Member>().Where(m => handles.Contains(m.Handle)).ToDictionaryAsync(m => m.Handle, m => m.Id);
            var fresh = people.Where(p => !ids.ContainsKey(p.Handle)).ToList();
            foreach (var person in fresh) ids[person.Handle] = Join(person, person.Password is { } word ? hashes[word] : null);
            return (ids, fresh.Select(p => p.Handle).ToHashSet());
        });
    }

    /// <param name="tellSince">Who is followed since then is told of it, as in life; null: nobody.</param>
    public Task Follows(IReadOnlyList<(long From, long To, Instant At)> follows, Instant? tellSince = null) => db.Write(async () =>
    {
        foreach (var (from, to, at) in follows.Where(f => f.From != f.To).DistinctBy(f => (f.From, f.To)))
        {
            if (await db.Set<Follow>().AnyAsync(f => f.FollowerId == from && f.FollowedId == to)) continue;
            db.Add(new Follow { FollowerId = from, FollowedId = to, State = FollowState.Accepted, At = at });
            await Pair.Count(db, from, to, 1);
            if (at >= tellSince) db.Publish(new NoticeDue(to, NoticeKind.Follow, from, $"member:{new Id(to)}", null, at));
        }
    });

    public Task Faces(IReadOnlyList<(long Member, long Picture)> faces) => db.Write(async () =>
    {
        foreach (var (member, picture) in faces)
            await db.Set<Member>().Where(m => m.Id == member).ExecuteUpdateAsync(s => s.SetProperty(m => m.AvatarId, picture));
    });

    private long Join(PersonToBring person, string? passwordHash)
    {
        var member = Member.Join(db.NextId(), person.Handle, person.Name, person.Language, person.Joined);
        member.Introduce(person.Name, person.Bio, person.Region, person.City);
        member.Serve(Enum.Parse<Role>(person.Role, ignoreCase: true));
        member.Consent(true);
        if (passwordHash is not null) member.Lock(passwordHash);
        db.Add(member);
        foreach (var tag in person.Interests.Select(InterestList.KeyOf).Distinct().Take(PickInterests.Most)) db.Add(new Interest { MemberId = member.Id, Tag = tag });
        db.Publish(new MemberJoined(member.Id));
        return member.Id;
    }
}
