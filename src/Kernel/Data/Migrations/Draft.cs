using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Conventions.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Storage;

#pragma warning disable EF1001 // the differ is internal API: used at development time only, and the schema test would notice a change

namespace Kaki.Kernel.Data.Migrations;

/// <summary>Drafts SQL that leads from the snapshots to the model; a person reads it before it is committed.</summary>
internal sealed class Draft(AppDb db)
{
    /// <summary>The operations of one floor's tables that its snapshot lacks.</summary>
    public IReadOnlyList<MigrationOperation> Operations(string prefix, Snapshot? snapshot)
    {
        var target = db.GetService<IDesignTimeModel>().Model.GetRelationalModel();
        var source = snapshot is null ? null : Rebuild(snapshot).GetRelationalModel();
        return [.. db.GetService<IMigrationsModelDiffer>().GetDifferences(source, target).Where(o => TableOf(o).StartsWith(prefix, StringComparison.Ordinal))];
    }

    public string Sql(IReadOnlyList<MigrationOperation> operations) =>
        string.Concat(db.GetService<IMigrationsSqlGenerator>().Generate(operations, db.GetService<IDesignTimeModel>().Model).Select(c => c.CommandText.TrimEnd() + "\n\n"));

    public Snapshot Now(string prefix) => Snapshot.Of(db.GetService<IDesignTimeModel>().Model.GetRelationalModel(), prefix);

    private static string TableOf(MigrationOperation operation) =>
        operation is CreateTableOperation or DropTableOperation or RenameTableOperation or AlterTableOperation
            ? (string)operation.GetType().GetProperty("Name")!.GetValue(operation)!
            : operation.GetType().GetProperty("Table")?.GetValue(operation) as string ?? "";

    private IModel Rebuild(Snapshot snapshot)
    {
        var model = new ModelBuilder(db.GetService<IConventionSetBuilder>().CreateConventionSet());
        var types = db.GetService<IRelationalTypeMappingSource>();
        foreach (var table in snapshot.Tables) Rebuild(model, table, types);
        foreach (var table in snapshot.Tables)
            foreach (var key in table.ForeignKeys)
                model.Entity(table.Name).HasOne(key.To, null).WithMany().HasForeignKey([.. key.Columns]).HasPrincipalKey([.. key.ToColumns])
                    .HasConstraintName(key.Name).OnDelete(Behaviour(key.OnDelete));
        foreach (var table in snapshot.Tables) DropConventionalIndexes(model.Entity(table.Name).Metadata, table);
        return db.GetService<IModelRuntimeInitializer>().Initialize((IModel)model.FinalizeModel(), designTime: true, null);
    }

    private static void Rebuild(ModelBuilder model, SnapshotTable table, IRelationalTypeMappingSource types) => model.Entity(table.Name, e =>
    {
        e.ToTable(table.Name, t => { foreach (var check in table.Checks) t.HasCheckConstraint(check.Name, check.Sql); });
        foreach (var column in table.Columns)
        {
            var clr = types.FindMapping(column.Type)!.ClrType;
            if (column.Nullable && clr.IsValueType) clr = typeof(Nullable<>).MakeGenericType(clr);
            var property = e.Property(clr, column.Name).HasColumnName(column.Name).HasColumnType(column.Type).IsRequired(!column.Nullable).ValueGeneratedNever();
            if (column.Default is not null) property.HasDefaultValueSql(column.Default).ValueGeneratedNever();
        }
        e.HasKey([.. table.Key.Columns]).HasName(table.Key.Name);
        foreach (var key in table.Unique) e.HasAlternateKey([.. key.Columns]).HasName(key.Name);
        foreach (var index in table.Indexes)
        {
            var built = e.HasIndex([.. index.Columns], index.Name).HasDatabaseName(index.Name).IsUnique(index.Unique).HasFilter(index.Filter);
            if (index.Descending is not null) built.IsDescending([.. index.Descending]);
        }
    });

    private static void DropConventionalIndexes(IMutableEntityType entity, SnapshotTable table)
    {
        var known = table.Indexes.Select(i => i.Name).ToHashSet();
        foreach (var index in entity.GetIndexes().Where(i => !known.Contains(i.GetDatabaseName() ?? "")).ToList()) entity.RemoveIndex(index);
    }

    private static DeleteBehavior Behaviour(string action) => action switch
    {
        nameof(ReferentialAction.Cascade) => DeleteBehavior.Cascade,
        nameof(ReferentialAction.SetNull) => DeleteBehavior.SetNull,
        nameof(ReferentialAction.Restrict) => DeleteBehavior.Restrict,
        _ => DeleteBehavior.NoAction,
    };
}
