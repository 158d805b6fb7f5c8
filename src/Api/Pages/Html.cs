using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace Consent.Api;

/// <summary>A piece of a page. What is put into one by interpolation is text and is escaped, unless it is a piece itself.</summary>
internal sealed class Html
{
    private readonly string _text;

    private Html(string text) => _text = text;

    public static readonly Html Nothing = new("");

    public static Html Of(Builder builder) => new(builder.ToString());

    public static Html Join(IEnumerable<Html> pieces) => new(string.Concat(pieces.Select(piece => piece._text)));

    /// <summary>Markup that was made by a library of ours and not by a client.</summary>
    public static Html Raw(string markup) => new(markup);

    public override string ToString() => _text;

    [InterpolatedStringHandler]
    public readonly ref struct Builder(int literal, int holes)
    {
        private readonly StringBuilder _markup = new(literal + (holes * 32));

        public void AppendLiteral(string markup) => _markup.Append(markup);

        public void AppendFormatted(Html? piece) => _markup.Append(piece?._text);

        public void AppendFormatted<T>(T value) => _markup.Append(WebUtility.HtmlEncode(Convert.ToString(value, CultureInfo.InvariantCulture)));

        public override string ToString() => _markup.ToString();
    }
}
