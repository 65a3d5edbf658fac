(()=>{
const box=document.getElementById("filter");
if(!box)return;
box.hidden=false;
box.addEventListener("change",()=>{
const on=new Set([...box.querySelectorAll(":checked")].map(c=>c.value));
for(const e of document.querySelectorAll("[data-t]"))
e.classList.toggle("off",!e.dataset.t.split(" ").some(t=>on.has(t)));
});
})();
