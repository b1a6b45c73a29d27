// @vitest-environment happy-dom
import { describe, expect, test } from "vitest";
import { cleanPaste } from "~/features/writing/clean-paste";

const fromWord = `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><style><!-- p.MsoNormal {mso-style-parent:""; font-family:"Calibri"} @page WordSection1 {size:595.3pt 841.9pt;} --></style>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--></head>
<body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->
<h1><span style='mso-fareast-font-family:"Times New Roman"'>Visit to Mrs K.<o:p></o:p></span></h1>
<p class=MsoNormal style='margin-bottom:8.0pt;line-height:107%;mso-pagination:none'><b style='mso-bidi-font-weight:normal'><span style='font-size:11.0pt;mso-ansi-language:EN-GB'>She came</span></b><span> with her <i>sister</i>.<o:p>&nbsp;</o:p></span><span class=MsoCommentReference><span style='mso-special-character:comment'><a class=msocomanchor id="_anchor_1" href="#_msocom_1" language=JavaScript name="_msoanchor_1">[JF1]</a></span></span></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>Call housing<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>Thursday lunch<o:p></o:p></p>
<p class=MsoNormal>Then:</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span><![endif]>Ask first</p>
<p class=MsoNormal><del cite="mailto:Jo" datetime="2026-11-20T10:00"><span>never mind this</span></del><ins cite="mailto:Jo">keep this</ins> <span style='display:none;mso-hide:all'>hidden words</span><img width=10 src="file:///C:/Users/x/clip_image001.png" v:shapes="_x0000_i1025"></p>
<table class=MsoTable15Grid1Light><tr><td><p class=MsoNormal>cell one</p></td><td>cell two</td></tr></table>
<div style='mso-element:comment-list'><div style='mso-element:comment'><p class=MsoCommentText>Jo thinks she is difficult</p></div></div>
<!--EndFragment--></body></html>`;

describe("what is pasted from Word", () => {
  const clean = cleanPaste(fromWord);

  test("keeps words, bold, italic and headings, one step down", () => {
    expect(clean).toContain("<h2><span>Visit to Mrs K.");
    expect(clean).toContain("<b><span>She came</span></b>");
    expect(clean).toContain("<i>sister</i>");
    expect(clean).toContain("keep this");
    expect(clean).toContain("cell one");
    expect(clean).toMatch(/cell one.*<p>cell two<\/p>/s);
    expect(clean).not.toMatch(/<t[rdbah]/);
  });

  test("makes lists of what only looked like lists", () => {
    expect(clean).toMatch(/<ul><li>\s*Call housing.*<\/li><li>\s*Thursday lunch.*<\/li><\/ul>/s);
    expect(clean).toMatch(/<ol><li>\s*Ask first\s*<\/li><\/ol>/s);
    expect(clean).not.toContain("·");
  });

  test("leaves margin remarks, deletions, hidden words, pictures and every trace of Word behind", () => {
    for (const gone of ["difficult", "never mind", "hidden words", "JF1", "<img", "mso-", "class=", "MsoNormal", "<style", "<!--", "o:office", "file://"]) expect(clean).not.toContain(gone);
  });
});

describe("what is pasted from elsewhere", () => {
  test("Google Docs: the wrapper that is only formally bold does not make everything bold", () => {
    const clean = cleanPaste('<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr" style="line-height:1.38"><span style="font-weight:700;color:#000">Bold</span><span style="font-weight:400"> plain</span></p></b>');
    expect(clean).toContain('<b style="font-weight: normal">');
    expect(clean).toContain('<span style="font-weight: 700">Bold</span>');
    expect(clean).not.toContain("docs-internal-guid");
  });

  test("nothing that runs comes along", () => {
    const clean = cleanPaste('<p onclick="steal()">Hello<script>steal()</script><img src=x onerror="steal()"><svg onload="steal()"></svg><object data="https://evil.example"></object> <a href="https://ok.example" onmouseover="steal()">link</a></p>');
    expect(clean).toBe('<p>Hello <a href="https://ok.example">link</a></p>');
  });
});
