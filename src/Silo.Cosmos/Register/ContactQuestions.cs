using Consent.Domain;
using Consent.Storage;
using Microsoft.Azure.Cosmos;

namespace Consent.Silo.Cosmos.Register;

/// <summary>What the register is asked of contacts.</summary>
internal static class ContactQuestions
{
    public static QueryDefinition Of(ContactRow contact)
    {
        var where = new Conditions(ContactDocument.Kind);
        where.Only("c.contact = @contact", ("@contact", ContactDocument.HashOf(contact)));
        return where.Select("VALUE c.subject");
    }

    public static QueryDefinition OfSubject(SubjectId subject)
    {
        var where = new Conditions(ContactDocument.Kind);
        where.Only("c.subject = @subject", ("@subject", subject.Value));
        return where.Select("VALUE c.id");
    }
}
