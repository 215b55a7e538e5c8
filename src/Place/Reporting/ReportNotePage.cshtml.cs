namespace Kaki.Place.Reporting;

internal sealed class ReportNotePageModel(ReportNote report) : ReportPageModel(report);
